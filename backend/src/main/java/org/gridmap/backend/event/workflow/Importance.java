package org.gridmap.backend.event.workflow;

/** How much harm an event may do. */
public enum Importance {
  HIGH,
  MEDIUM,
  LOW
}
