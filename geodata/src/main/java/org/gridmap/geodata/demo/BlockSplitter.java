package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.MinimumDiameter;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateList;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/**
 * Cuts land by streets. A cut runs across the long side of a piece, a little askew and a little
 * bent, the way lanes grow; several are tried and the one that leaves the best-shaped halves wins.
 */
final class BlockSplitter {
  /** Everything on the sheet lies on whole centimetres. */
  static final PrecisionModel CENTIMETRES = new PrecisionModel(100);

  private static final int TRIES = 10;

  /** One cut: the street from border to border, and the two halves it leaves. */
  record Cut(Coordinate[] street, Polygon left, Polygon right) {}

  private BlockSplitter() {}

  /** The pieces of {@code land} on the sides of {@code street}, sorted west to east. */
  static List<Polygon> split(Polygon land, LineString street) {
    Geometry linework = OverlayNGRobust.overlay(land.getBoundary(), street, OverlayNG.UNION);
    List<Polygon> pieces = new ArrayList<>();
    for (Polygon piece : polygonize(linework)) {
      if (land.contains(piece.getInteriorPoint())) {
        pieces.add(piece);
      }
    }
    return pieces;
  }

  /** The faces of noded linework in a fixed order; JTS itself promises none. */
  static List<Polygon> polygonize(Geometry noded) {
    Polygonizer polygonizer = new Polygonizer();
    polygonizer.add(noded);
    Collection<?> faces = polygonizer.getPolygons();
    List<Polygon> sorted = new ArrayList<>();
    for (Object face : faces) {
      sorted.add((Polygon) ((Polygon) face).norm());
    }
    sorted.sort(
        Comparator.comparingDouble((Polygon p) -> p.getEnvelopeInternal().getMinX())
            .thenComparingDouble(p -> p.getEnvelopeInternal().getMinY())
            .thenComparingDouble(Geometry::getArea));
    return sorted;
  }

  /**
   * The best of some random cuts across the long side.
   *
   * @param bend how crooked the street may be, 0 (ruler) to 1
   * @return {@code null} if no try leaves two decent halves
   */
  static @Nullable Cut across(Polygon land, SeededRandom random, double bend) {
    LineString narrow = new MinimumDiameter(land).getDiameter();
    Coordinate from = narrow.getCoordinateN(0);
    Coordinate to = narrow.getCoordinateN(narrow.getNumPoints() - 1);
    double width = from.distance(to);
    if (width < 1) {
      return null;
    }
    double dx = (to.x - from.x) / width;
    double dy = (to.y - from.y) / width;
    Coordinate centre = land.getCentroid().getCoordinate();
    double length = land.getArea() / width;
    Cut best = null;
    double bestScore = 0;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      double shift = random.bell() * 0.16 * length;
      double turn = random.bell() * 0.34 * bend;
      double ux = dx - dy * turn;
      double uy = dy + dx * turn;
      double norm = StrictMath.sqrt(ux * ux + uy * uy);
      ux /= norm;
      uy /= norm;
      Coordinate middle = new Coordinate(centre.x - dy * shift, centre.y + dx * shift);
      Coordinate[] path = bentPath(middle, ux, uy, width, bend, random);
      Cut cut = cutAlong(land, path);
      double score = cut == null ? 0 : score(cut);
      if (cut != null && score > bestScore && cut.left().isValid() && cut.right().isValid()) {
        bestScore = score;
        best = cut;
      }
    }
    return best;
  }

  private static Coordinate[] bentPath(
      Coordinate middle, double ux, double uy, double width, double bend, SeededRandom random) {
    double reach = width * 0.9 + 60;
    double bow = random.bell() * 0.22 * bend;
    double sway = random.bell() * 0.20 * bend;
    int steps = Math.max(2, (int) (reach / 9));
    Coordinate[] path = new Coordinate[2 * steps + 1];
    for (int i = -steps; i <= steps; i++) {
      double t = (double) i / steps;
      double off = reach * (bow * t * t + sway * t * (1 - t * t));
      path[i + steps] =
          rounded(middle.x + ux * reach * t - uy * off, middle.y + uy * reach * t + ux * off);
    }
    return path;
  }

  static Coordinate rounded(double x, double y) {
    return new Coordinate(CENTIMETRES.makePrecise(x), CENTIMETRES.makePrecise(y));
  }

  /** Follows the path both ways from its middle vertex to the rim and parts the ring there. */
  private static @Nullable Cut cutAlong(Polygon land, Coordinate[] path) {
    Coordinate[] ring = land.getExteriorRing().getCoordinates();
    int centre = path.length / 2;
    if (RayCrossingCounter.locatePointInRing(path[centre], ring) != Location.INTERIOR) {
      return null;
    }
    List<Coordinate> street = new ArrayList<>();
    int first = follow(path, centre, -1, ring, street);
    Collections.reverse(street);
    street.add(path[centre]);
    int last = follow(path, centre, 1, ring, street);
    if (first < 0 || last < 0 || first == last) {
      return null;
    }
    Coordinate[] line = street.toArray(Coordinate[]::new);
    return new Cut(line, half(ring, last, first, line, true), half(ring, first, last, line, false));
  }

  /** Adds the vertices up to the rim; returns the edge of the ring that was met, or −1. */
  private static int follow(
      Coordinate[] path, int start, int step, Coordinate[] ring, List<Coordinate> street) {
    for (int i = start; i + step >= 0 && i + step < path.length; i += step) {
      LineSegment stride = new LineSegment(path[i], path[i + step]);
      int edge = -1;
      double nearest = Double.MAX_VALUE;
      Coordinate rim = null;
      for (int e = 0; e + 1 < ring.length; e++) {
        Coordinate hit = stride.intersection(new LineSegment(ring[e], ring[e + 1]));
        if (hit != null && hit.distance(path[i]) < nearest) {
          nearest = hit.distance(path[i]);
          edge = e;
          rim = hit;
        }
      }
      if (rim != null) {
        Coordinate corner = rounded(rim.x, rim.y);
        if (!street.isEmpty() && nearest < 0.5) {
          street.set(street.size() - 1, corner);
        } else {
          street.add(corner);
        }
        return edge;
      }
      street.add(path[i + step]);
    }
    return -1;
  }

  /** The ring from edge {@code from} on to edge {@code to}, closed by the street. */
  private static Polygon half(
      Coordinate[] ring, int from, int to, Coordinate[] street, boolean forwards) {
    CoordinateList outline = new CoordinateList();
    int n = ring.length - 1;
    for (int i = 0; i < street.length; i++) {
      outline.add(street[forwards ? i : street.length - 1 - i], false);
    }
    for (int e = from; e != to; e = (e + 1) % n) {
      outline.add(ring[(e + 1) % n], false);
    }
    outline.closeRing();
    return LocalPlane.METRES.createPolygon(outline.toCoordinateArray());
  }

  private static double score(Cut cut) {
    double left = cut.left().getArea();
    double right = cut.right().getArea();
    double balance = Math.min(left, right) / Math.max(left, right);
    double shape = Math.min(compactness(cut.left()), compactness(cut.right()));
    double corner = clearance(cut);
    return shape < 0.3 || balance < 0.3 ? 0 : shape * (0.5 + 0.5 * balance) * corner;
  }

  /** 1 for a disc, 0.785 for a square, 0 for a thread. */
  static double compactness(Polygon land) {
    double rim = land.getExteriorRing().getLength();
    return 4
        * Math.PI
        * LocalPlane.METRES.createPolygon(land.getExteriorRing()).getArea()
        / (rim * rim);
  }

  /** Small where a street would meet another at a sharp angle. */
  private static double clearance(Cut cut) {
    return Math.min(sharpest(cut.left()), sharpest(cut.right()));
  }

  private static double sharpest(Polygon land) {
    Coordinate[] ring = land.getExteriorRing().getCoordinates();
    int n = ring.length - 1;
    double worst = 1;
    for (int i = 0; i < n; i++) {
      Coordinate a = ring[(i + n - 1) % n];
      Coordinate b = ring[i];
      Coordinate c = ring[(i + 1) % n];
      double ax = a.x - b.x;
      double ay = a.y - b.y;
      double cx = c.x - b.x;
      double cy = c.y - b.y;
      double cosine =
          (ax * cx + ay * cy)
              / (StrictMath.sqrt(ax * ax + ay * ay) * StrictMath.sqrt(cx * cx + cy * cy));
      if (cosine > 0.35) {
        worst = Math.min(worst, Math.max(0.05, 1 - (cosine - 0.35) * 1.6));
      }
    }
    return worst;
  }
}
