package org.gridmap.geodata.coverage.arrangement;

import java.util.function.IntConsumer;
import org.gridmap.geodata.plane.HalfEdges;
import org.gridmap.geodata.plane.PointTable;

/**
 * The half-edges of an arrangement with unassigned land on their left: outside every grid, and not
 * inside an outline that has to be covered. Each knows how many metres of its cycle lie before it.
 */
final class FreeBorders {
  private final FaceGraph graph;
  private final HalfEdges halves;
  private final PointTable nodes;
  private final GroundScale ground;
  private final boolean[] free;
  private final double[] metres;
  private final double[] before;
  private final double[] around;

  /**
   * @param graph the arrangement
   * @param outlineGiven whether an outline says what is to be covered; without one every bounded
   *     face that no grid covers is claimed
   */
  FreeBorders(FaceGraph graph, GroundScale ground, boolean outlineGiven) {
    this.graph = graph;
    this.halves = graph.halves();
    this.nodes = graph.nodes();
    this.ground = ground;
    int count = 2 * graph.segments.size();
    free = new boolean[count];
    metres = new double[count];
    before = new double[count];
    around = new double[halves.cycles()];
    for (int c = 0; c < around.length; c++) {
      if (graph.isUnclaimed(c, outlineGiven)) {
        halves.along(
            c,
            half -> {
              free[half] = true;
              metres[half] = measure(half);
            });
        beginAt(halves.anyHalfOf(c));
      }
    }
  }

  private double measure(int half) {
    GroundScale.Local scale = ground.at(startX(half), startY(half));
    double dx = endX(half) - startX(half);
    double dy = endY(half) - startY(half);
    return Math.hypot(scale.east(dx, dy), scale.north(dx, dy));
  }

  /** Counts the metres of a cycle from a half-edge on. */
  void beginAt(int first) {
    double sum = 0;
    int half = first;
    do {
      before[half] = sum;
      sum += metres[half];
      half = halves.next(half);
    } while (half != first);
    around[halves.cycle(first)] = sum;
  }

  /** Visits the half-edges of all cycles of free land, each cycle in its order. */
  void cycles(IntConsumer firstHalf) {
    for (int c = 0; c < around.length; c++) {
      if (around[c] > 0) {
        firstHalf.accept(halves.anyHalfOf(c));
      }
    }
  }

  /** True for the border of a grid. */
  boolean isSide(int half) {
    return free[half] && graph.segments.grids[half >> 1] != 0;
  }

  int next(int half) {
    return halves.next(half);
  }

  int cycleOf(int half) {
    return halves.cycle(half);
  }

  double metres(int half) {
    return metres[half];
  }

  /** How far along its cycle a point of a half-edge lies, in metres. */
  double at(int half, double share) {
    return before[half] + share * metres[half];
  }

  /** The metres from one position of a cycle forward to another. */
  double forward(int cycle, double from, double to) {
    double way = to - from;
    return way < 0 ? way + around[cycle] : way;
  }

  /** The metres between two positions of a cycle on the shorter way, negative for backward. */
  double between(int cycle, double from, double to) {
    double way = forward(cycle, from, to);
    return way > around[cycle] / 2 ? way - around[cycle] : way;
  }

  double startX(int half) {
    return nodes.x(halves.start(half));
  }

  double startY(int half) {
    return nodes.y(halves.start(half));
  }

  double endX(int half) {
    return nodes.x(halves.end(half));
  }

  double endY(int half) {
    return nodes.y(halves.end(half));
  }

  double x(int half, double share) {
    return share <= 0
        ? startX(half)
        : share >= 1 ? endX(half) : startX(half) + share * (endX(half) - startX(half));
  }

  double y(int half, double share) {
    return share <= 0
        ? startY(half)
        : share >= 1 ? endY(half) : startY(half) + share * (endY(half) - startY(half));
  }
}
