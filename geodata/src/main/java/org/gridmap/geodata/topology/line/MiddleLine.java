package org.gridmap.geodata.topology.line;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Triangle;
import org.locationtech.jts.linearref.LengthIndexedLine;
import org.locationtech.jts.operation.linemerge.LineMerger;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;
import org.locationtech.jts.triangulate.DelaunayTriangulationBuilder;
import org.locationtech.jts.triangulate.quadedge.QuadEdge;
import org.locationtech.jts.triangulate.quadedge.QuadEdgeSubdivision;
import org.locationtech.jts.triangulate.quadedge.QuadEdgeTriangle;
import org.locationtech.jts.triangulate.quadedge.Vertex;

/**
 * The line inside a piece of land that is everywhere as far from one border as from another: a part
 * of its medial axis, approximated by the Voronoi diagram of points along the borders (Brandt and
 * Algazi, 1992). The points are closer together than the land is wide; the line is where the cells
 * of the two borders meet.
 */
public final class MiddleLine {
  private static final int MOST_POINTS = 6_000;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final LocalMetres metres;
  private final double spacing;

  /** Longer than the land, in metres. */
  private final double reach;

  private final Set<Coordinate> corners = new HashSet<>();
  private final Map<Coordinate, Boolean> sites = new HashMap<>();

  private MiddleLine(
      MultiPolygon land, List<List<Coordinate>> besideA, List<List<Coordinate>> besideB) {
    metres = new LocalMetres(land.getCoordinate());
    double perimeter = GroundArea.perimeterMetres(land);
    double width = 2 * GroundArea.squareMetres(land) / perimeter;
    spacing = Math.max(width / 3, perimeter / MOST_POINTS);
    reach = perimeter + 1;
    Set<Coordinate> endsA = ends(besideA);
    for (Coordinate end : ends(besideB)) {
      if (endsA.contains(end)) {
        corners.add(metres.to(end));
      }
    }
    besideA.forEach(line -> sample(line, true));
    besideB.forEach(line -> sample(line, false));
  }

  private static Set<Coordinate> ends(List<List<Coordinate>> lines) {
    Set<Coordinate> ends = new HashSet<>();
    for (List<Coordinate> line : lines) {
      ends.add(line.getFirst());
      ends.add(line.getLast());
    }
    return ends;
  }

  /** Points along a line; the first half a spacing from its start, and so at its end. */
  private void sample(List<Coordinate> line, boolean ofA) {
    LineString path =
        FACTORY.createLineString(line.stream().map(metres::to).toArray(Coordinate[]::new));
    double length = path.getLength();
    int halves = (int) Math.max(2, Math.ceil(length / spacing / 2));
    LengthIndexedLine along = new LengthIndexedLine(path);
    for (int i = 0; i < halves; i++) {
      double at = Math.min((i + 0.5) * spacing, length / 2 * (i + 0.5) / halves);
      put(along.extractPoint(at), ofA);
      put(along.extractPoint(length - at), ofA);
    }
    if (2 * halves * spacing < length) {
      for (double at = halves * spacing; at < length - halves * spacing; at += spacing) {
        put(along.extractPoint(at), ofA);
      }
    }
    for (int i = 1; i < line.size() - 1; i++) {
      put(metres.to(line.get(i)), ofA);
    }
  }

  private void put(Coordinate site, boolean ofA) {
    sites.putIfAbsent(new Coordinate(site.x, site.y), ofA);
  }

  /**
   * The line, or the lines where the land has several parts; the first border lies on their left.
   *
   * @param land what is to be divided
   * @param besideA its borders with one neighbour
   * @param besideB its borders with the other
   * @return lines of lattice points; none if the two are nowhere opposite each other
   */
  public static List<List<Coordinate>> between(
      MultiPolygon land, List<List<Coordinate>> besideA, List<List<Coordinate>> besideB) {
    return new MiddleLine(land, besideA, besideB).lines(land);
  }

  private List<List<Coordinate>> lines(MultiPolygon land) {
    DelaunayTriangulationBuilder builder = new DelaunayTriangulationBuilder();
    builder.setSites(sites.keySet());
    LineMerger merger = new LineMerger();
    bisectors(builder.getSubdivision(), merger);
    Geometry ground = metres.to(land);
    List<List<Coordinate>> lines = new ArrayList<>();
    @SuppressWarnings("unchecked")
    Collection<LineString> merged = merger.getMergedLineStrings();
    for (LineString line : merged) {
      Geometry inside = OverlayNGRobust.overlay(line, ground, OverlayNG.INTERSECTION);
      for (int g = 0; g < inside.getNumGeometries(); g++) {
        if (inside.getGeometryN(g) instanceof LineString piece && piece.getNumPoints() > 1) {
          List<Coordinate> drawn = finished(piece);
          if (drawn.size() > 1) {
            lines.add(drawn);
          }
        }
      }
    }
    return lines;
  }

  /** The Voronoi edges between a point of one border and a point of the other. */
  private void bisectors(QuadEdgeSubdivision triangles, LineMerger merger) {
    Map<Vertex, Boolean> owner = new HashMap<>();
    for (Object triangle : QuadEdgeTriangle.createOn(triangles)) {
      QuadEdgeTriangle t = (QuadEdgeTriangle) triangle;
      for (int e = 0; e < 3; e++) {
        QuadEdge edge = t.getEdge(e);
        Boolean from = owner.computeIfAbsent(edge.orig(), this::owner);
        Boolean to = owner.computeIfAbsent(edge.dest(), this::owner);
        QuadEdgeTriangle other = t.getAdjacentTriangleAcrossEdge(e);
        if (from == null || to == null || from.equals(to) || (other != null && !from)) {
          continue;
        }
        Coordinate p = centre(t);
        Coordinate q = other == null ? outwards(t, e, p) : centre(other);
        if (!p.equals2D(q)) {
          merger.add(FACTORY.createLineString(new Coordinate[] {p, q}));
        }
      }
    }
  }

  /** On the hull the cells meet along a ray; far enough out for any land that is looked at. */
  private Coordinate outwards(QuadEdgeTriangle t, int edge, Coordinate from) {
    Coordinate a = t.getEdge(edge).orig().getCoordinate();
    Coordinate b = t.getEdge(edge).dest().getCoordinate();
    double length = a.distance(b);
    double dx = (b.y - a.y) / length;
    double dy = (a.x - b.x) / length;
    for (int v = 0; v < 3; v++) {
      Coordinate c = t.getCoordinate(v);
      if ((c.x - a.x) * dx + (c.y - a.y) * dy > 1e-9 * length) {
        dx = -dx;
        dy = -dy;
        break;
      }
    }
    return new Coordinate(from.x + reach * dx, from.y + reach * dy);
  }

  private @Nullable Boolean owner(Vertex vertex) {
    return sites.get(new Coordinate(vertex.getX(), vertex.getY()));
  }

  private static Coordinate centre(QuadEdgeTriangle t) {
    return Triangle.circumcentreDD(t.getCoordinate(0), t.getCoordinate(1), t.getCoordinate(2));
  }

  /** Simplified, led to the common corners, and turned so that the first border is on the left. */
  private List<Coordinate> finished(LineString piece) {
    Coordinate[] path = DouglasPeuckerSimplifier.simplify(piece, spacing / 10).getCoordinates();
    List<Coordinate> line = new ArrayList<>(List.of(path));
    line.set(0, toCorner(line.getFirst()));
    line.set(line.size() - 1, toCorner(line.getLast()));
    Coordinate a = line.get((line.size() - 1) / 2);
    Coordinate b = line.get((line.size() - 1) / 2 + 1);
    Coordinate middle = new Coordinate((a.x + b.x) / 2, (a.y + b.y) / 2);
    Coordinate nearest = a;
    double best = Double.POSITIVE_INFINITY;
    for (Map.Entry<Coordinate, Boolean> site : sites.entrySet()) {
      if (site.getValue() && site.getKey().distance(middle) < best) {
        best = site.getKey().distance(middle);
        nearest = site.getKey();
      }
    }
    if (Orientation.index(a, b, nearest) == Orientation.CLOCKWISE) {
      line = line.reversed();
    }
    return PrecisionLattice.round(line.stream().map(metres::back).toList());
  }

  private Coordinate toCorner(Coordinate end) {
    for (Coordinate corner : corners) {
      if (corner.distance(end) <= 2 * spacing) {
        return corner;
      }
    }
    return end;
  }

  /** Whether land lies nearer to one border than to another. */
  public static boolean nearer(
      Geometry land, List<List<Coordinate>> besideA, List<List<Coordinate>> besideB) {
    Coordinate place = land.getInteriorPoint().getCoordinate();
    NearestPlace a = new NearestPlace(place);
    besideA.forEach(a::look);
    NearestPlace b = new NearestPlace(place);
    besideB.forEach(b::look);
    return a.metres() <= b.metres();
  }
}
