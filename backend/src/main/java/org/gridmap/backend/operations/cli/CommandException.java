package org.gridmap.backend.operations.cli;

/** A command cannot do its work; the message says why and what to do about it. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }
}
