package org.gridmap.geodata.plane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;

/** Puts polygons together from lines that have the land on their left. */
public final class OutlineAssembler {
  private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4490);

  private static final class Line {
    final List<Coordinate> points;
    boolean used;

    Line(List<Coordinate> points) {
      this.points = points;
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final Map<Coordinate, List<Line>> leaving = new HashMap<>();

  /**
   * Adds a line.
   *
   * @param landOnLeft whether the land lies left of it; right of it otherwise
   */
  public void add(List<Coordinate> points, boolean landOnLeft) {
    Line line = new Line(landOnLeft ? points : points.reversed());
    lines.add(line);
    leaving.computeIfAbsent(line.points.getFirst(), at -> new ArrayList<>(2)).add(line);
  }

  /** The polygons, normalised: shells clockwise, in an order that depends on the land alone. */
  public MultiPolygon polygons() {
    List<LinearRing> shells = new ArrayList<>();
    List<LinearRing> holes = new ArrayList<>();
    for (Line line : lines) {
      if (!line.used) {
        rings(line, shells, holes);
      }
    }
    List<List<LinearRing>> holesOf = new ArrayList<>();
    shells.forEach(shell -> holesOf.add(new ArrayList<>()));
    for (LinearRing hole : holes) {
      holesOf.get(shells.size() == 1 ? 0 : shellOf(hole, shells)).add(hole);
    }
    Polygon[] polygons = new Polygon[shells.size()];
    for (int s = 0; s < polygons.length; s++) {
      polygons[s] = FACTORY.createPolygon(shells.get(s), holesOf.get(s).toArray(LinearRing[]::new));
    }
    MultiPolygon land = FACTORY.createMultiPolygon(polygons);
    land.normalize();
    return land;
  }

  /** Walks one border and cuts it where it comes back to a point, so that every ring is simple. */
  private void rings(Line from, List<LinearRing> shells, List<LinearRing> holes) {
    List<Coordinate> path = new ArrayList<>();
    Map<Coordinate, Integer> nodes = new HashMap<>();
    Line line = from;
    while (!line.used) {
      line.used = true;
      Coordinate start = line.points.getFirst();
      nodes.put(start, path.size());
      path.addAll(line.points.subList(0, line.points.size() - 1));
      Coordinate end = line.points.getLast();
      Integer before = nodes.get(end);
      if (before != null) {
        List<Coordinate> loop = path.subList(before, path.size());
        Coordinate[] ring = new Coordinate[loop.size() + 1];
        for (int i = 0; i < loop.size(); i++) {
          ring[i] = new Coordinate(loop.get(i));
          nodes.remove(loop.get(i));
        }
        ring[loop.size()] = new Coordinate(ring[0]);
        loop.clear();
        (Orientation.isCCW(ring) ? shells : holes).add(FACTORY.createLinearRing(ring));
      }
      line = following(line);
    }
    if (!path.isEmpty()) {
      throw new IllegalStateException("a border is not closed at " + path.getLast());
    }
  }

  /** The line that bounds the same land next: the first one clockwise from where this came from. */
  private Line following(Line line) {
    Coordinate at = line.points.getLast();
    List<Line> choices = leaving.get(at);
    if (choices == null) {
      throw new IllegalStateException("a border ends at " + at);
    }
    if (choices.size() == 1) {
      return choices.getFirst();
    }
    Coordinate back = line.points.get(line.points.size() - 2);
    Line best = choices.getFirst();
    for (Line choice : choices.subList(1, choices.size())) {
      if (clockwiseBefore(at, back, choice.points.get(1), best.points.get(1))) {
        best = choice;
      }
    }
    return best;
  }

  /** Whether a is met before b when one turns clockwise from a direction. */
  private static boolean clockwiseBefore(
      Coordinate at, Coordinate from, Coordinate a, Coordinate b) {
    boolean aAfter = compare(at, a, from) > 0;
    boolean bAfter = compare(at, b, from) > 0;
    // Clockwise means downwards in the order, then round from the top.
    if (aAfter != bAfter) {
      return bAfter;
    }
    return compare(at, a, b) > 0;
  }

  private static int compare(Coordinate at, Coordinate a, Coordinate b) {
    return Directions.compare(at.x, at.y, a.x, a.y, b.x, b.y);
  }

  private static int shellOf(LinearRing hole, List<LinearRing> shells) {
    int best = -1;
    Envelope bestBox = new Envelope();
    for (int s = 0; s < shells.size(); s++) {
      Envelope box = shells.get(s).getEnvelopeInternal();
      if (box.covers(hole.getEnvelopeInternal())
          && (best < 0 || bestBox.covers(box))
          && inside(hole, shells.get(s))) {
        best = s;
        bestBox = box;
      }
    }
    if (best < 0) {
      throw new IllegalStateException("a hole lies in no shell at " + hole.getCoordinate());
    }
    return best;
  }

  private static boolean inside(LinearRing hole, LinearRing shell) {
    Coordinate[] ring = shell.getCoordinates();
    for (Coordinate at : hole.getCoordinates()) {
      int location = PointLocation.locateInRing(at, ring);
      if (location != Location.BOUNDARY) {
        return location == Location.INTERIOR;
      }
    }
    // All its corners are corners of the shell as well; the middle of a side tells.
    Coordinate a = hole.getCoordinateN(0);
    Coordinate b = hole.getCoordinateN(1);
    return PointLocation.locateInRing(new Coordinate((a.x + b.x) / 2, (a.y + b.y) / 2), ring)
        == Location.INTERIOR;
  }
}
