package org.gridmap.geodata.topology.plane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;

/**
 * The faces between segments that meet in their ends only. Each segment has two half-edges: number
 * 2 s from its low to its high point, and 2 s + 1 back; the face of a half-edge lies on its left.
 * Face 0 is the unbounded one.
 */
public final class PlaneGraph {
  private final SegmentTable table;
  private final PointTable points;
  private final int halves;

  /** Half-edges that leave each point, counter-clockwise. */
  private final int[] first;

  private final int[] leaving;
  private final int[] next;
  private final int[] cycle;
  private final int[] face;
  private int faces = 1;

  /**
   * @param table segments that neither cross nor touch but in their ends
   */
  public PlaneGraph(SegmentTable table) {
    this.table = table;
    this.points = table.points();
    this.halves = 2 * table.size();
    first = new int[points.size() + 1];
    leaving = new int[halves];
    next = new int[halves];
    cycle = new int[halves];
    sortAround();
    link();
    face = new int[countCycles()];
    nest();
  }

  /** The segments. */
  public SegmentTable table() {
    return table;
  }

  /** The point that a half-edge leaves. */
  public int start(int half) {
    return (half & 1) == 0 ? table.low(half >> 1) : table.high(half >> 1);
  }

  /** The point that a half-edge reaches. */
  public int end(int half) {
    return start(half ^ 1);
  }

  /** The face on the left of a half-edge. */
  public int face(int half) {
    return face[cycle[half]];
  }

  /** The closed walk that a half-edge is part of; the borders of a face are one or several. */
  public int cycle(int half) {
    return cycle[half];
  }

  /** How many closed walks there are. */
  public int cycles() {
    return face.length;
  }

  /** The face that a closed walk borders. */
  public int faceOfCycle(int of) {
    return face[of];
  }

  /** How many faces there are, the unbounded one included. */
  public int faces() {
    return faces;
  }

  /** How many half-edges leave a point. */
  public int degree(int point) {
    return first[point + 1] - first[point];
  }

  /** Visits the half-edges that leave a point, counter-clockwise. */
  public void leaving(int point, IntConsumer visitor) {
    for (int i = first[point]; i < first[point + 1]; i++) {
      visitor.accept(leaving[i]);
    }
  }

  /** The half-edge that follows on the border of the same face. */
  public int next(int half) {
    return next[half];
  }

  private void sortAround() {
    for (int h = 0; h < halves; h++) {
      first[start(h) + 1]++;
    }
    for (int p = 0; p < points.size(); p++) {
      first[p + 1] += first[p];
    }
    int[] place = Arrays.copyOf(first, points.size());
    for (int h = 0; h < halves; h++) {
      leaving[place[start(h)]++] = h;
    }
    for (int p = 0; p < points.size(); p++) {
      if (degree(p) > 2) {
        sortAround(p);
      }
    }
  }

  private void sortAround(int p) {
    Comparator<Integer> around =
        (a, b) ->
            Directions.compare(
                points.x(p),
                points.y(p),
                points.x(end(a)),
                points.y(end(a)),
                points.x(end(b)),
                points.y(end(b)));
    int[] sorted =
        Arrays.stream(leaving, first[p], first[p + 1])
            .boxed()
            .sorted(around)
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, leaving, first[p], sorted.length);
  }

  private void link() {
    for (int p = 0; p < points.size(); p++) {
      for (int i = first[p]; i < first[p + 1]; i++) {
        int before = i == first[p] ? first[p + 1] - 1 : i - 1;
        next[leaving[i] ^ 1] = leaving[before];
      }
    }
  }

  private int countCycles() {
    Arrays.fill(cycle, -1);
    int count = 0;
    for (int h = 0; h < halves; h++) {
      if (cycle[h] < 0) {
        for (int at = h; cycle[at] < 0; at = next[at]) {
          cycle[at] = count;
        }
        count++;
      }
    }
    return count;
  }

  private record Outside(int cycle, int westmost) {}

  /** Numbers the faces and finds the face that each component lies in. */
  private void nest() {
    boolean[] seen = new boolean[face.length];
    List<Outside> outsides = new ArrayList<>();
    for (int h = 0; h < halves; h++) {
      if (seen[cycle[h]]) {
        continue;
      }
      seen[cycle[h]] = true;
      int west = westmost(h);
      if (facesWest(h, west)) {
        outsides.add(new Outside(cycle[h], west));
      } else {
        face[cycle[h]] = faces++;
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
        face[outside.cycle()] = face[cycle[half]];
      }
    }
  }

  private int westmost(int from) {
    int west = start(from);
    for (int h = next[from]; h != from; h = next[h]) {
      if (points.before(start(h), west)) {
        west = start(h);
      }
    }
    return west;
  }

  /** A walk that has the land to the west of its westmost point on its left goes round outside. */
  private boolean facesWest(int from, int west) {
    int h = from;
    do {
      if (end(h) == west) {
        int before = start(h);
        int after = end(next[h]);
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
      h = next[h];
    } while (h != from);
    return false;
  }
}
