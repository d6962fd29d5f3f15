package org.gridmap.geodata.repair;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.corner.Corners;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Maps the coordinates of a drawing to the lattice of a partition and back. Degrees lie on it as
 * they are. A drawing in metres is laid beside the equator, where a degree is equally long in both
 * directions, so that its straight lines stay straight and its lengths true; that is no place on
 * earth and nobody sees it. Every lattice point remembers the corner that it stands for.
 */
final class RepairPlane {
  private static final double METRES_PER_DEGREE = Math.toRadians(6_378_137.0);

  /** The plane does not slide when a corner at its edge is moved. */
  private static final double ROUND_UNITS = 10_000;

  private final GeometryFactory factory;
  private final boolean degrees;
  private final double unitsPerDegree;
  private final double centreX;
  private final double centreY;
  private final Map<Coordinate, Coordinate> drawn = new HashMap<>();

  /**
   * @param degrees whether the drawing is in degrees
   * @param metresPerUnit length of a unit of a drawing that is not
   */
  RepairPlane(Envelope drawing, GeometryFactory factory, boolean degrees, double metresPerUnit) {
    this.factory = factory;
    this.degrees = degrees;
    unitsPerDegree = degrees ? 1 : METRES_PER_DEGREE / metresPerUnit;
    centreX = degrees ? 0 : ROUND_UNITS * Math.rint(drawing.centre().x / ROUND_UNITS);
    centreY = degrees ? 0 : ROUND_UNITS * Math.rint(drawing.centre().y / ROUND_UNITS);
  }

  /** Lays corners on the lattice; of several that come to lie on one point the first counts. */
  MultiPolygon lay(MultiPolygon land) {
    return Corners.moved(
        land,
        at -> {
          Coordinate point =
              new Coordinate(
                  PrecisionLattice.round((at.x - centreX) / unitsPerDegree),
                  PrecisionLattice.round((at.y - centreY) / unitsPerDegree));
          drawn.putIfAbsent(point, new Coordinate(at.x, at.y));
          return point;
        });
  }

  /** Whether a lattice point stands for a corner that was drawn. */
  boolean isDrawn(Coordinate point) {
    return drawn.containsKey(point);
  }

  /** The drawn corner of a lattice point, or its place in the drawing if it has none. */
  Coordinate drawn(Coordinate point) {
    Coordinate corner = drawn.get(point);
    if (corner != null) {
      return corner.copy();
    }
    return degrees
        ? point.copy()
        : new Coordinate(centreX + point.x * unitsPerDegree, centreY + point.y * unitsPerDegree);
  }

  /** Land on the lattice as it is drawn. */
  Geometry drawn(Geometry land) {
    return Corners.moved(land, this::drawn);
  }

  /**
   * Outlines on the lattice as they are drawn. Points that stand for no corner and bend no border
   * are left out, in all outlines or in none.
   */
  List<MultiPolygon> drawn(List<MultiPolygon> outlines) {
    Map<Coordinate, Boolean> needed = new HashMap<>();
    outlines.forEach(outline -> rings(outline, ring -> need(ring, needed)));
    return outlines.stream().map(outline -> drawn(outline, needed)).toList();
  }

  private interface RingVisitor {
    void ring(LinearRing ring);
  }

  private static void rings(MultiPolygon outline, RingVisitor visitor) {
    for (int g = 0; g < outline.getNumGeometries(); g++) {
      Polygon polygon = (Polygon) outline.getGeometryN(g);
      if (!polygon.isEmpty()) {
        visitor.ring(polygon.getExteriorRing());
        for (int r = 0; r < polygon.getNumInteriorRing(); r++) {
          visitor.ring(polygon.getInteriorRingN(r));
        }
      }
    }
  }

  private void need(LinearRing ring, Map<Coordinate, Boolean> needed) {
    Coordinate[] points = ring.getCoordinates();
    int last = points.length - 1;
    for (int i = 0; i < last; i++) {
      if (!isDrawn(points[i])) {
        boolean bends = bends(points[i == 0 ? last - 1 : i - 1], points[i], points[i + 1]);
        needed.merge(points[i], bends, Boolean::logicalOr);
      }
    }
  }

  /** Whether a point lies off the line between its neighbours by more than its rounding. */
  private static boolean bends(Coordinate before, Coordinate point, Coordinate after) {
    double dx = after.x - before.x;
    double dy = after.y - before.y;
    double px = point.x - before.x;
    double py = point.y - before.y;
    double square = dx * dx + dy * dy;
    double along = px * dx + py * dy;
    return along <= 0
        || along >= square
        || Math.abs(px * dy - py * dx) > 2.5 / PrecisionLattice.UNITS * Math.sqrt(square);
  }

  private MultiPolygon drawn(MultiPolygon outline, Map<Coordinate, Boolean> needed) {
    Polygon[] polygons = new Polygon[outline.getNumGeometries()];
    for (int g = 0; g < polygons.length; g++) {
      Polygon polygon = (Polygon) outline.getGeometryN(g);
      LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
      for (int r = 0; r < holes.length; r++) {
        holes[r] = drawn(polygon.getInteriorRingN(r), needed);
      }
      polygons[g] = factory.createPolygon(drawn(polygon.getExteriorRing(), needed), holes);
    }
    return factory.createMultiPolygon(polygons);
  }

  private LinearRing drawn(LinearRing ring, Map<Coordinate, Boolean> needed) {
    Coordinate[] points = ring.getCoordinates();
    List<Coordinate> kept = new java.util.ArrayList<>();
    for (int i = 0; i < points.length - 1; i++) {
      if (needed.getOrDefault(points[i], true)) {
        kept.add(drawn(points[i]));
      }
    }
    kept.add(kept.getFirst().copy());
    return factory.createLinearRing(kept.toArray(Coordinate[]::new));
  }
}
