package org.gridmap.geodata.guard;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** A geometry that may not enter, with the reason and the place. */
public final class GeometryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final GeometryFault fault;
  private final transient @Nullable Coordinate place;

  /**
   * @param fault the class of the fault
   * @param place where it is wrong, in the coordinates given; null if it has no one place
   * @param message the reason, for people; it holds no attribute values
   */
  public GeometryException(GeometryFault fault, @Nullable Coordinate place, String message) {
    super(message);
    this.fault = fault;
    this.place = place == null ? null : new Coordinate(place.x, place.y);
  }

  /** The class of the fault. */
  public GeometryFault fault() {
    return fault;
  }

  /** Where the geometry is wrong, or null if the fault has no one place. */
  public @Nullable Coordinate place() {
    return place == null ? null : place.copy();
  }
}
