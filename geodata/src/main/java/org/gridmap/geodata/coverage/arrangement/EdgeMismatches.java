package org.gridmap.geodata.coverage.arrangement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.plane.PointTable;
import org.jspecify.annotations.Nullable;

/**
 * Finds corners of one grid that lie on another's border where that has no corner (T-junctions),
 * and corners of two grids that nearly meet. Edges that two neighbours share cannot take part, so
 * only open edges are looked at.
 */
public final class EdgeMismatches {
  /**
   * A corner that its neighbour does not have.
   *
   * @param x its first coordinate in the drawing, longitude or easting
   * @param y its second coordinate
   * @param grids the numbers of the grids that meet here without a common corner
   * @param onBorder true if it lies on a border; false if it only misses another corner
   * @param metres how far it is off
   */
  public record Mismatch(double x, double y, Set<Integer> grids, boolean onBorder, double metres) {}

  /**
   * @param mismatches what was found
   * @param complete false if the budget was spent before all corners were looked at
   */
  public record Result(List<Mismatch> mismatches, boolean complete) {}

  private record Corners(double x0, double y0, double x1, double y1) {
    static Corners of(double ax, double ay, double bx, double by) {
      boolean inOrder = ax < bx || (ax == bx && ay <= by);
      return inOrder ? new Corners(ax, ay, bx, by) : new Corners(bx, by, ax, ay);
    }
  }

  private final EdgeTable table;
  private final Segments open;
  private final PointTable nodes;
  private final GroundScale ground;
  private final double tolerance;
  private final List<Mismatch> found = new ArrayList<>();
  private final Set<Corners> nearCorners = new HashSet<>();
  private long testsLeft;

  private EdgeMismatches(
      EdgeTable table, Segments open, GroundScale ground, double tolerance, long testBudget) {
    this.table = table;
    this.open = open;
    this.nodes = open.halves().points();
    this.ground = ground;
    this.tolerance = tolerance;
    this.testsLeft = testBudget;
  }

  /**
   * @param table the edges of all grids
   * @param open its open edges
   * @param ground the scale of the drawing
   * @param toleranceMetres how far a corner may lie from a border to be taken to lie on it
   * @param testBudget how many corners may be compared with borders
   */
  public static Result find(
      EdgeTable table, Segments open, GroundScale ground, double toleranceMetres, long testBudget) {
    EdgeMismatches search = new EdgeMismatches(table, open, ground, toleranceMetres, testBudget);
    boolean complete = search.run();
    return new Result(search.found, complete);
  }

  private boolean run() {
    double[] margin = ground.units(tolerance, open.envelope());
    boolean[] close = CloseSegments.within(tolerance, open, ground);
    for (int node = 0; node < nodes.size(); node++) {
      if (open.isEndOfAny(node, close) && !look(node, margin)) {
        return false;
      }
    }
    return true;
  }

  private boolean look(int node, double[] margin) {
    double x = nodes.x(node);
    double y = nodes.y(node);
    Near near = new Near(node, x, y);
    boolean whole = open.near(x, y, margin, segment -> --testsLeft >= 0 && near.look(segment));
    if (!near.foreign.isEmpty()) {
      near.foreign.addAll(near.own());
      if (near.onBorder || nearCorners.add(Corners.of(x, y, near.cornerX, near.cornerY))) {
        found.add(new Mismatch(x, y, near.foreign, near.onBorder, near.metres));
      }
    }
    return whole;
  }

  /** Gathers the borders of others that pass close to one corner. */
  private final class Near {
    private final int node;
    private final double x;
    private final double y;
    private GroundScale.@Nullable Local scale;
    private @Nullable Set<Integer> own;
    private Set<Integer> foreign = Set.of();
    private boolean onBorder;
    private double metres;
    private double cornerX;
    private double cornerY;

    Near(int node, double x, double y) {
      this.node = node;
      this.x = x;
      this.y = y;
    }

    /** The grids that have this corner; most corners have nothing near, and are never asked. */
    Set<Integer> own() {
      Set<Integer> known = own;
      if (known == null) {
        Set<Integer> owners = new HashSet<>();
        open.halves()
            .leaving(
                node,
                half ->
                    table.owners(
                        open.anyOrigin(half >> 1),
                        owner -> {
                          testsLeft--;
                          owners.add(owner);
                        }));
        own = owners;
        known = owners;
      }
      return known;
    }

    boolean look(int s) {
      double startX = open.x0[s] - x;
      double startY = open.y0[s] - y;
      double endX = open.x1[s] - x;
      double endY = open.y1[s] - y;
      if ((startX == 0 && startY == 0) || (endX == 0 && endY == 0)) {
        return true;
      }
      GroundScale.Local local = scale == null ? ground.at(x, y) : scale;
      scale = local;
      double ax = local.east(startX, startY);
      double ay = local.north(startX, startY);
      double bx = local.east(endX, endY);
      double by = local.north(endX, endY);
      double dx = bx - ax;
      double dy = by - ay;
      double along = Math.clamp(-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0, 1);
      double off = Math.hypot(ax + along * dx, ay + along * dy);
      if (!(off <= tolerance)) {
        return true;
      }
      if (own().isEmpty() || !addForeign(s)) {
        return true;
      }
      metres = Math.max(metres, off);
      if (Math.hypot(ax, ay) <= tolerance) {
        cornerX = open.x0[s];
        cornerY = open.y0[s];
      } else if (Math.hypot(bx, by) <= tolerance) {
        cornerX = open.x1[s];
        cornerY = open.y1[s];
      } else {
        onBorder = true;
      }
      return true;
    }

    /** Whether a border is of a grid that does not have this corner and was not met before. */
    private boolean addForeign(int s) {
      Set<Integer> others = foreign.isEmpty() ? new TreeSet<>() : foreign;
      int before = others.size();
      table.owners(
          open.anyOrigin(s),
          owner -> {
            testsLeft--;
            if (!own().contains(owner)) {
              others.add(owner);
            }
          });
      foreign = others;
      return others.size() > before;
    }
  }
}
