package org.gridmap.backend.event.workflow;

/** A file of workflows that cannot be used; the message names file and line. */
public class EventsFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EventsFileException(String file, int line, String message) {
    super(file + ", line " + line + ": " + message);
  }
}
