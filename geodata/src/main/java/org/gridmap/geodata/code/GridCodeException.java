package org.gridmap.geodata.code;

/** A text that is not a code of the scheme, or a numbering that the scheme has no room for. */
public final class GridCodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GridCodeException(String message) {
    super(message);
  }
}
