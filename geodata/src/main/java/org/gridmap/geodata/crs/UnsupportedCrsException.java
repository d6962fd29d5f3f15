package org.gridmap.geodata.crs;

/** A coordinate reference system that is unknown, or that has no known way to EPSG:4490. */
public final class UnsupportedCrsException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is not supported and why, for the person who chose the system. */
  public UnsupportedCrsException(String message) {
    super(message);
  }

  /** The message, which is never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
