package org.gridmap.geodata.guard;

/** Why a geometry is refused; each has the slug of the problem type that names it over HTTP. */
public enum GeometryFault {
  /** Not a valid geometry: an unclosed or crossing ring, a number that is not finite. */
  GEOMETRY_INVALID("geometry-invalid"),
  /** More vertices or crossings than the limits allow. */
  GEOMETRY_TOO_COMPLEX("geometry-too-complex"),
  /** A coordinate outside −180…180 / −90…90 degrees. */
  COORDINATE_OUT_OF_RANGE("coordinate-out-of-range"),
  /** The numbers contradict the reference system: axes swapped, metres given as degrees. */
  CRS_SUSPECT("crs-suspect");

  private final String slug;

  GeometryFault(String slug) {
    this.slug = slug;
  }

  /** The last part of the problem type, such as {@code geometry-invalid}. */
  public String slug() {
    return slug;
  }
}
