package org.gridmap.geodata.topology;

import java.util.HashSet;
import java.util.Set;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Measures the area by which a given outline differs from the union of the leaves. */
final class OutlineDifference {
  private OutlineDifference() {}

  private record Segment(Coordinate a, Coordinate b) {}

  /** Square metres that belong to one but not to the other; 0 for the same segments. */
  static double squareMetres(MultiPolygon given, MultiPolygon follows) {
    if (segments(given).equals(segments(follows))) {
      return 0;
    }
    Geometry valid = given.isValid() ? given : GeometryFixer.fix(given);
    try {
      return GroundArea.squareMetres(
          OverlayNGRobust.overlay(valid, follows, OverlayNG.SYMDIFFERENCE));
    } catch (TopologyException beyondOverlay) {
      return Math.abs(GroundArea.squareMetres(valid) - GroundArea.squareMetres(follows));
    }
  }

  private static Set<Segment> segments(MultiPolygon land) {
    Set<Segment> segments = new HashSet<>();
    for (int g = 0; g < land.getNumGeometries(); g++) {
      Polygon polygon = (Polygon) land.getGeometryN(g);
      if (!polygon.isEmpty()) {
        add(polygon.getExteriorRing(), segments);
        for (int r = 0; r < polygon.getNumInteriorRing(); r++) {
          add(polygon.getInteriorRingN(r), segments);
        }
      }
    }
    return segments;
  }

  private static void add(LineString ring, Set<Segment> segments) {
    for (int i = 1; i < ring.getNumPoints(); i++) {
      Coordinate a = PrecisionLattice.round(ring.getCoordinateN(i - 1));
      Coordinate b = PrecisionLattice.round(ring.getCoordinateN(i));
      segments.add(a.compareTo(b) < 0 ? new Segment(a, b) : new Segment(b, a));
    }
  }
}
