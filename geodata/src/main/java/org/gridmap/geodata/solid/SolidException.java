package org.gridmap.geodata.solid;

/** A footprint or a height of which no solid can be made. */
public final class SolidException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why there is no solid. */
  public enum Reason {
    /** Nothing of the footprint covers land. */
    NO_AREA,
    /** The height is not above nothing, or no number. */
    NO_HEIGHT,
    /** A corner is no place on the Earth. */
    NO_PLACE,
    /** More corners than a building has. */
    TOO_MANY_CORNERS,
    /** Its outline crosses itself in a way that cannot be put right. */
    CROSSED
  }

  private final Reason reason;

  SolidException(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  /** Why there is no solid. */
  public Reason reason() {
    return reason;
  }
}
