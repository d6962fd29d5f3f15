package org.gridmap.geodata.coverage.arrangement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.gridmap.geodata.index.BoxIndex;
import org.gridmap.geodata.plane.HalfEdges;
import org.gridmap.geodata.plane.PointTable;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;

/**
 * The faces between noded segments, and how many grids and parents lie on top of one another in
 * each. A cycle of half-edges has one face on its left. Every connected piece of line work has one
 * outer cycle, whose face is the one that the whole piece lies in.
 */
public final class FaceGraph {
  private static final int NONE = -1;

  final Segments segments;
  private final HalfEdges halves;
  private final PointTable nodes;
  private final int[] component;
  private final int[] gridDepth;
  private final int[] parentDepth;
  private final boolean[] outer;

  /** For each component the bounded cycle it lies in, or NONE. */
  private final int[] enclosing;

  /** For each component its outer cycle. */
  private final int[] outerCycle;

  private final int[] leftmost;

  /** For each cycle the components that lie in its face, chained through componentNext. */
  private final int[] inner;

  private final int[] innerNext;

  /**
   * @param segments noded segments: they meet at their ends only
   */
  public FaceGraph(Segments segments) {
    this.segments = segments;
    this.halves = segments.halves();
    this.nodes = halves.points();
    int cycles = halves.cycles();
    component = new int[cycles];
    gridDepth = new int[cycles];
    parentDepth = new int[cycles];
    outer = new boolean[cycles];
    leftmost = labelComponents();
    outerCycle = new int[leftmost.length];
    enclosing = new int[leftmost.length];
    inner = new int[cycles];
    innerNext = new int[leftmost.length];
    nestComponents();
  }

  /** The bounded faces. */
  public List<Face> faces() {
    List<Face> faces = new ArrayList<>();
    for (int c = 0; c < halves.cycles(); c++) {
      if (!outer[c]) {
        faces.add(new Face(this, c, gridDepth[c], parentDepth[c]));
      }
    }
    return faces;
  }

  /**
   * True if the land on the left of a cycle is of no grid, and no gap either.
   *
   * @param outlineGiven whether an outline says what is to be covered; without one every bounded
   *     face is a gap that no grid covers
   */
  boolean isUnclaimed(int ofCycle, boolean outlineGiven) {
    int face = outer[ofCycle] ? enclosing[component[ofCycle]] : ofCycle;
    return face == NONE || (outlineGiven && gridDepth[face] == 0 && parentDepth[face] <= 0);
  }

  HalfEdges halves() {
    return halves;
  }

  PointTable nodes() {
    return nodes;
  }

  /** The outer cycles of all pieces that lie in the face of a cycle. */
  void innerCycles(int ofCycle, IntConsumer visitor) {
    for (int c = inner[ofCycle]; c != NONE; c = innerNext[c]) {
      visitor.accept(outerCycle[c]);
    }
  }

  /** True if the outline of a parent runs through the node. */
  boolean onOutline(int node) {
    return halves.anyLeaving(node, half -> segments.parents[half >> 1] != 0);
  }

  /** Walks across segments from cycle to cycle, adding up what changes; returns leftmost nodes. */
  private int[] labelComponents() {
    Arrays.fill(component, NONE);
    int[] found = new int[16];
    int components = 0;
    int[] stack = new int[halves.cycles()];
    for (int c = 0; c < halves.cycles(); c++) {
      if (component[c] != NONE) {
        continue;
      }
      int label = components;
      int depth = 0;
      int least = NONE;
      component[c] = label;
      stack[depth++] = c;
      while (depth > 0) {
        int here = stack[--depth];
        int half = halves.anyHalfOf(here);
        do {
          int node = halves.start(half);
          if (least == NONE || nodes.before(node, least)) {
            least = node;
          }
          int there = halves.cycle(half ^ 1);
          if (component[there] == NONE) {
            component[there] = label;
            int sign = (half & 1) == 0 ? -1 : 1;
            gridDepth[there] = gridDepth[here] + sign * segments.grids[half >> 1];
            parentDepth[there] = parentDepth[here] + sign * segments.parents[half >> 1];
            stack[depth++] = there;
          }
          half = halves.next(half);
        } while (half != halves.anyHalfOf(here));
      }
      if (components == found.length) {
        found = Arrays.copyOf(found, 2 * components);
      }
      found[components++] = least;
    }
    return Arrays.copyOf(found, components);
  }

  private void nestComponents() {
    Arrays.fill(inner, NONE);
    Arrays.fill(innerNext, NONE);
    Arrays.fill(enclosing, NONE);
    int components = leftmost.length;
    int[] gridBase = new int[components];
    int[] parentBase = new int[components];
    for (int c = 0; c < components; c++) {
      // All edges at the leftmost node lead right; above the uppermost of them lies the outside.
      int uppermost = halves.lastLeaving(leftmost[c]);
      outerCycle[c] = halves.cycle(uppermost);
      outer[outerCycle[c]] = true;
      gridBase[c] = -gridDepth[outerCycle[c]];
      parentBase[c] = -parentDepth[outerCycle[c]];
    }
    if (components > 1) {
      List<Integer> fromLeft = new ArrayList<>();
      for (int c = 0; c < components; c++) {
        fromLeft.add(c);
      }
      fromLeft.sort((a, b) ->
          nodes.before(leftmost[a], leftmost[b])
              ? -1
              : nodes.before(leftmost[b], leftmost[a]) ? 1 : 0);
      for (int c : fromLeft) {
        int below = halfBelow(leftmost[c]);
        if (below == NONE) {
          continue;
        }
        int around = halves.cycle(below);
        int other = component[around];
        if (outer[around]) {
          around = enclosing[other];
        }
        enclosing[c] = around;
        if (around != NONE) {
          // The other piece begins further left, so its own base is already known.
          int home = component[around];
          gridBase[c] += gridDepth[around] + gridBase[home];
          parentBase[c] += parentDepth[around] + parentBase[home];
          innerNext[c] = inner[around];
          inner[around] = c;
        }
      }
    }
    for (int c = 0; c < halves.cycles(); c++) {
      gridDepth[c] += gridBase[component[c]];
      parentDepth[c] += parentBase[component[c]];
    }
  }

  /** The half-edge whose face a node lies in, seen straight down; NONE if nothing is below. */
  private int halfBelow(int node) {
    double px = nodes.x(node);
    double py = nodes.y(node);
    NearestBelow nearest = new NearestBelow(segments, px, py);
    segments.index().descend(px, py, nearest);
    if (nearest.segment == NONE) {
      return NONE;
    }
    boolean rightward = segments.x0[nearest.segment] < segments.x1[nearest.segment];
    return 2 * nearest.segment + (rightward ? 0 : 1);
  }

  /** The uppermost of the segments under a point; exact, as segments do not cross. */
  private static final class NearestBelow implements BoxIndex.Descent {
    private final Segments s;
    private final double px;
    private final double py;
    private int segment = NONE;
    private double floor = Double.NEGATIVE_INFINITY;

    NearestBelow(Segments segments, double px, double py) {
      this.s = segments;
      this.px = px;
      this.py = py;
    }

    private double leftX(int i) {
      return Math.min(s.x0[i], s.x1[i]);
    }

    private double leftY(int i) {
      return s.x0[i] < s.x1[i] ? s.y0[i] : s.y1[i];
    }

    private double rightX(int i) {
      return Math.max(s.x0[i], s.x1[i]);
    }

    private double rightY(int i) {
      return s.x0[i] < s.x1[i] ? s.y1[i] : s.y0[i];
    }

    private int side(int i, double x, double y) {
      return CGAlgorithmsDD.orientationIndex(leftX(i), leftY(i), rightX(i), rightY(i), x, y);
    }

    @Override
    public void look(int i) {
      if (leftX(i) > px || rightX(i) <= px || side(i, px, py) <= 0) {
        return;
      }
      if (segment == NONE || above(i, segment)) {
        segment = i;
        // No lower than the lower end, which is safe whatever rounding does.
        floor = Math.max(floor, Math.min(leftY(i), rightY(i)));
      }
    }

    private boolean above(int i, int than) {
      if (leftX(i) >= leftX(than)) {
        int side = side(than, leftX(i), leftY(i));
        return (side != 0 ? side : side(than, rightX(i), rightY(i))) > 0;
      }
      int side = side(i, leftX(than), leftY(than));
      return (side != 0 ? side : side(i, rightX(than), rightY(than))) < 0;
    }

    @Override
    public double floor() {
      return floor;
    }
  }
}
