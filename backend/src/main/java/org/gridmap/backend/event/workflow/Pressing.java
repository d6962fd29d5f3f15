package org.gridmap.backend.event.workflow;

/** How soon something must be done about an event. */
public enum Pressing {
  HIGH,
  MEDIUM,
  LOW
}
