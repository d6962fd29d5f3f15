package org.gridmap.backend.event.workflow;

/** The colour of an event, the most urgent first. */
public enum Urgency {
  RED,
  ORANGE,
  YELLOW,
  BLUE
}
