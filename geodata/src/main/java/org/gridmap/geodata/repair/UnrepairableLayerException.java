package org.gridmap.geodata.repair;

/** A layer cannot be repaired with these options; the message says what, where and why. */
public final class UnrepairableLayerException extends Exception {
  private static final long serialVersionUID = 1;

  public UnrepairableLayerException(String message) {
    super(message);
  }
}
