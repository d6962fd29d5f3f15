package org.gridmap.geodata.source;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Why one row is refused.
 *
 * @param slug the problem type
 * @param reason one sentence without values of the file
 * @param place in the coordinates of the file; null where none is known
 * @param level the administrative level of the row, where nothing else of it can be read
 */
record RowFault(String slug, String reason, @Nullable Coordinate place, @Nullable Integer level) {

  RowFault(String slug, String reason, @Nullable Coordinate place) {
    this(slug, reason, place, null);
  }

  Refused refused() {
    return new Refused(this);
  }

  /** Carries a fault up to where the row is reported. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RowFault fault;

    private Refused(RowFault fault) {
      // Thrown once for each bad row of a file that may be bad throughout: no stack trace.
      super(fault.reason(), null, false, false);
      this.fault = fault;
    }

    RowFault fault() {
      return fault;
    }
  }
}
