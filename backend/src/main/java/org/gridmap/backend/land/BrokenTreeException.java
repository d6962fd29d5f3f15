package org.gridmap.backend.land;

/** Grids that do not form a tree; the message names the codes. */
public final class BrokenTreeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenTreeException(String message) {
    super(message);
  }
}
