package org.gridmap.geodata.coverage;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;

/**
 * One thing that is wrong, where, how large, and between whom.
 *
 * @param kind the class of defect
 * @param gapKind how a gap lies; null for every other kind
 * @param geometry the land concerned in degrees, longitude first; a point for invalid rings and
 *     edge mismatches
 * @param areaSquareMetres area on the GRS80 ellipsoid; 0 for points
 * @param grids codes of the grids involved, sorted; for a gap its neighbours; for a containment the
 *     contained grid first
 * @param detail a sentence for people, or null where the kind says all
 * @param widthMetres mean width of a strip; null for every other kind
 * @param approximate true if a grid involved is invalid and was read by the even-odd rule: land is
 *     what an odd number of its rings lies around
 */
public record Finding(
    FindingKind kind,
    @Nullable GapKind gapKind,
    Geometry geometry,
    double areaSquareMetres,
    List<String> grids,
    @Nullable String detail,
    @Nullable Double widthMetres,
    boolean approximate) {

  public Finding {
    grids = List.copyOf(grids);
  }

  /** A finding without a width between grids that are valid. */
  public Finding(
      FindingKind kind,
      @Nullable GapKind gapKind,
      Geometry geometry,
      double areaSquareMetres,
      List<String> grids,
      @Nullable String detail) {
    this(kind, gapKind, geometry, areaSquareMetres, grids, detail, null, false);
  }

  /** The same finding in degrees, if its geometry is drawn in a plane. */
  Finding in(DrawingPlane plane, boolean isApproximate) {
    return new Finding(
        kind,
        gapKind,
        plane.toLonLat(geometry),
        areaSquareMetres,
        grids,
        detail,
        widthMetres,
        isApproximate);
  }

  /** A coordinate inside the finding: where a map flies to. Degrees, longitude first. */
  public Coordinate place() {
    if (geometry instanceof Point point) {
      return point.getCoordinate();
    }
    Coordinate inside = geometry.getInteriorPoint().getCoordinate();
    return inside != null ? inside : new Coordinate(Double.NaN, Double.NaN);
  }
}
