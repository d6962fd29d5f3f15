package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.coverage.arrangement.Segments;
import org.gridmap.geodata.coverage.arrangement.TJunctions.Junction;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Vertices to be inserted into edges, found by the two ends of an edge in either direction, so that
 * every polygon with the edge gets them.
 */
final class EdgeVertices {

  /** An edge without a direction. */
  private record Ends(double ax, double ay, double bx, double by) {
    static Ends of(double ax, double ay, double bx, double by) {
      boolean inOrder = ax < bx || (ax == bx && ay <= by);
      // Adding zero turns −0 into 0, so that equal corners have equal bits.
      return inOrder
          ? new Ends(ax + 0.0, ay + 0.0, bx + 0.0, by + 0.0)
          : new Ends(bx + 0.0, by + 0.0, ax + 0.0, ay + 0.0);
    }
  }

  private record Vertex(double along, Coordinate at) {}

  private final Map<Ends, List<Vertex>> vertices = new HashMap<>();
  private final Set<Coordinate> places = new HashSet<>();
  private double furthestMetres;

  /** Gives an edge a vertex where a corner lies on it. */
  void add(Segments segments, Junction junction) {
    int s = junction.segment();
    Coordinate at = new Coordinate(junction.x(), junction.y());
    Ends ends = Ends.of(segments.x0(s), segments.y0(s), segments.x1(s), segments.y1(s));
    boolean forward = ends.ax == segments.x0(s) && ends.ay == segments.y0(s);
    vertices
        .computeIfAbsent(ends, edge -> new ArrayList<>(1))
        .add(new Vertex(forward ? junction.along() : 1 - junction.along(), at));
    places.add(at);
    furthestMetres = Math.max(furthestMetres, junction.metres());
  }

  boolean isEmpty() {
    return vertices.isEmpty();
  }

  /** The corners that lie on an edge. */
  Set<Coordinate> places() {
    return places;
  }

  /** How far the furthest of them is off its edge. */
  double furthestMetres() {
    return furthestMetres;
  }

  /** A polygon with the vertices of its edges; itself if there are none. */
  Geometry into(Geometry geometry) {
    if (!meets(geometry)) {
      return geometry;
    }
    Set<Coordinate> own = new HashSet<>(List.of(geometry.getCoordinates()));
    Polygon[] parts = new Polygon[geometry.getNumGeometries()];
    for (int g = 0; g < parts.length; g++) {
      parts[g] = into((Polygon) geometry.getGeometryN(g), own);
    }
    return geometry instanceof MultiPolygon
        ? geometry.getFactory().createMultiPolygon(parts)
        : parts[0];
  }

  private boolean meets(Geometry geometry) {
    for (int g = 0; g < geometry.getNumGeometries(); g++) {
      Polygon polygon = (Polygon) geometry.getGeometryN(g);
      for (int r = -1; r < polygon.getNumInteriorRing(); r++) {
        CoordinateSequence points = points(polygon, r);
        for (int i = 1; i < points.size(); i++) {
          if (vertices.containsKey(ends(points, i))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static CoordinateSequence points(Polygon polygon, int ring) {
    return (ring < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(ring))
        .getCoordinateSequence();
  }

  private static Ends ends(CoordinateSequence points, int i) {
    return Ends.of(points.getX(i - 1), points.getY(i - 1), points.getX(i), points.getY(i));
  }

  private Polygon into(Polygon polygon, Set<Coordinate> own) {
    GeometryFactory factory = polygon.getFactory();
    LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
    for (int r = 0; r < holes.length; r++) {
      holes[r] = ring(points(polygon, r), own, factory);
    }
    return factory.createPolygon(ring(points(polygon, -1), own, factory), holes);
  }

  /** A corner that the polygon has elsewhere would make it touch itself. */
  private LinearRing ring(CoordinateSequence points, Set<Coordinate> own, GeometryFactory factory) {
    List<Coordinate> ring = new ArrayList<>(points.size() + 4);
    for (int i = 0; i < points.size(); i++) {
      List<Vertex> more = i == 0 ? null : vertices.get(ends(points, i));
      if (more != null) {
        Comparator<Vertex> inOrder = Comparator.comparingDouble(Vertex::along);
        Ends ends = ends(points, i);
        boolean forward = ends.ax == points.getX(i - 1) && ends.ay == points.getY(i - 1);
        more.stream()
            .sorted(forward ? inOrder : inOrder.reversed())
            .map(Vertex::at)
            .filter(at -> !own.contains(at))
            .forEach(at -> ring.add(at.copy()));
      }
      ring.add(points.getCoordinate(i));
    }
    return factory.createLinearRing(ring.toArray(Coordinate[]::new));
  }
}
