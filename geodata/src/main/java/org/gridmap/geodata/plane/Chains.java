package org.gridmap.geodata.plane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.locationtech.jts.geom.Coordinate;

/** Joins segments to lines that run from node to node with the same labels on their sides. */
public final class Chains {
  private static final int NONE = -1;

  private final PlaneGraph graph;
  private final int[] label;
  private final int[] mark;
  private final boolean[] walked;

  private Chains(PlaneGraph graph, int[] label, int[] mark) {
    this.graph = graph;
    this.label = label;
    this.mark = mark;
    this.walked = new boolean[graph.table().size()];
  }

  /**
   * The lines, each as the half-edges along it. Segments with the same label on both sides belong
   * to none.
   *
   * @param label what lies left of each half-edge
   * @param mark by segment; where it changes a line ends
   * @param isNode points where a line ends in any case
   */
  public static List<int[]> of(PlaneGraph graph, int[] label, int[] mark, IntPredicate isNode) {
    Chains chains = new Chains(graph, label, mark);
    List<int[]> lines = new ArrayList<>();
    int halves = label.length;
    for (int h = 0; h < halves; h++) {
      if (chains.free(h) && (isNode.test(graph.start(h)) || chains.following(h ^ 1) == NONE)) {
        lines.add(chains.walk(h, isNode));
      }
    }
    // What is left are closed lines without a node; each gets one at its westmost point.
    for (int h = 0; h < halves; h++) {
      if (chains.free(h)) {
        lines.add(chains.walk(chains.westmost(h), isNode));
      }
    }
    return lines;
  }

  /** The points along a line. */
  public static List<Coordinate> points(PlaneGraph graph, int[] line) {
    PointTable points = graph.table().points();
    List<Coordinate> row = new ArrayList<>(line.length + 1);
    row.add(points.coordinate(graph.start(line[0])));
    for (int half : line) {
      row.add(points.coordinate(graph.end(half)));
    }
    return row;
  }

  private boolean free(int half) {
    return !walked[half >> 1] && label[half] != label[half ^ 1];
  }

  private int[] walk(int from, IntPredicate isNode) {
    int[] line = new int[8];
    int count = 0;
    int half = from;
    while (half != NONE && !walked[half >> 1]) {
      walked[half >> 1] = true;
      if (count == line.length) {
        line = Arrays.copyOf(line, 2 * count);
      }
      line[count++] = half;
      half = isNode.test(graph.end(half)) ? NONE : following(half);
    }
    return Arrays.copyOf(line, count);
  }

  /** The half-edge that goes on from the end of another as the only one, with its labels. */
  private int following(int half) {
    int[] found = {NONE, 0};
    graph.leaving(
        graph.end(half),
        next -> {
          if (label[next] != label[next ^ 1]) {
            found[1]++;
            if (next != (half ^ 1)) {
              found[0] = next;
            }
          }
        });
    int next = found[0];
    boolean goesOn =
        found[1] == 2
            && next != NONE
            && label[next] == label[half]
            && label[next ^ 1] == label[half ^ 1]
            && mark[next >> 1] == mark[half >> 1];
    return goesOn ? next : NONE;
  }

  private int westmost(int from) {
    PointTable points = graph.table().points();
    int best = from;
    for (int half = following(from); half != from && half != NONE; half = following(half)) {
      if (points.before(graph.start(half), graph.start(best))) {
        best = half;
      }
    }
    return best;
  }
}
