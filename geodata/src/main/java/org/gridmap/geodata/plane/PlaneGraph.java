package org.gridmap.geodata.plane;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;

/**
 * The faces between segments that meet in their ends only; the face of a half-edge lies on its
 * left. Face 0 is the unbounded one.
 */
public final class PlaneGraph extends HalfEdges {
  private final SegmentTable table;

  /** The face that each closed walk borders. */
  private final int[] face;

  private int faces = 1;

  /**
   * @param table segments that neither cross nor touch but in their ends
   */
  public PlaneGraph(SegmentTable table) {
    super(table.points(), starts(table));
    this.table = table;
    face = new int[cycles()];
    nest();
  }

  private static int[] starts(SegmentTable table) {
    int[] start = new int[2 * table.size()];
    for (int s = 0; s < table.size(); s++) {
      start[2 * s] = table.low(s);
      start[2 * s + 1] = table.high(s);
    }
    return start;
  }

  /** The segments. */
  public SegmentTable table() {
    return table;
  }

  /** The face on the left of a half-edge. */
  public int face(int half) {
    return face[cycle(half)];
  }

  /** The face that a closed walk borders; the borders of a face are one or several. */
  public int faceOfCycle(int of) {
    return face[of];
  }

  /** How many faces there are, the unbounded one included. */
  public int faces() {
    return faces;
  }

  private record Outside(int cycle, int westmost) {}

  /** Numbers the faces and finds the face that each component lies in. */
  private void nest() {
    PointTable points = points();
    List<Outside> outsides = new ArrayList<>();
    for (int cycle = 0; cycle < face.length; cycle++) {
      int half = anyHalfOf(cycle);
      int west = westmost(half);
      if (facesWest(half, west)) {
        outsides.add(new Outside(cycle, west));
      } else {
        face[cycle] = faces++;
      }
    }
    if (outsides.size() < 2) {
      return;
    }
    outsides.sort(
        Comparator.<Outside>comparingDouble(o -> points.x(o.westmost()))
            .thenComparingDouble(o -> points.y(o.westmost())));
    SegmentGrid grid = new SegmentGrid(table, 0);
    for (Outside outside : outsides) {
      int met = grid.westOf(outside.westmost());
      if (met >= 0) {
        // Its half-edge that leads down has the east, where the ray comes from, on its left.
        int half = points.y(start(2 * met)) > points.y(end(2 * met)) ? 2 * met : 2 * met + 1;
        face[outside.cycle()] = face(half);
      }
    }
  }

  private int westmost(int from) {
    PointTable points = points();
    int west = start(from);
    for (int h = next(from); h != from; h = next(h)) {
      if (points.before(start(h), west)) {
        west = start(h);
      }
    }
    return west;
  }

  /** A walk that has the land to the west of its westmost point on its left goes round outside. */
  private boolean facesWest(int from, int west) {
    PointTable points = points();
    int h = from;
    do {
      if (end(h) == west) {
        int before = start(h);
        int after = end(next(h));
        int turn =
            CGAlgorithmsDD.orientationIndex(
                points.x(before),
                points.y(before),
                points.x(west),
                points.y(west),
                points.x(after),
                points.y(after));
        if (turn <= 0) {
          return true;
        }
      }
      h = next(h);
    } while (h != from);
    return false;
  }
}
