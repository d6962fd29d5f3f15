package org.gridmap.geodata.coverage.arrangement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gridmap.geodata.plane.PointTable;
import org.jspecify.annotations.Nullable;

/** Finds ends of segments that lie between the ends of another segment, to within a limit. */
public final class TJunctions {
  /** Nearer to an end of the edge than this, two corners were meant to be one. */
  private static final double AT_END_METRES = 0.002;

  /**
   * A corner on an edge.
   *
   * @param segment the edge that it lies on
   * @param x its first coordinate in the drawing
   * @param y its second coordinate
   * @param along where on the edge, from 0 at its start to 1 at its end
   * @param metres how far off the edge
   */
  public record Junction(int segment, double x, double y, double along, double metres) {}

  private TJunctions() {}

  /**
   * @param segments the edges
   * @param ground the scale of the drawing
   * @param limitMetres how far off each edge a corner may be
   * @param testBudget how many corners may be compared with edges; what lies beyond is not found
   */
  public static List<Junction> find(
      Segments segments, GroundScale ground, double[] limitMetres, long testBudget) {
    List<Junction> found = new ArrayList<>();
    PointTable nodes = segments.halves().points();
    double most = Arrays.stream(limitMetres).max().orElse(0);
    double[] margin = ground.units(most, segments.envelope());
    boolean[] close = CloseSegments.within(most, segments, ground);
    long[] testsLeft = {testBudget};
    boolean whole = true;
    for (int node = 0; node < nodes.size() && whole; node++) {
      if (!segments.isEndOfAny(node, close)) {
        continue;
      }
      double x = nodes.x(node);
      double y = nodes.y(node);
      LocalOnce local = new LocalOnce(ground, x, y);
      whole =
          segments.near(
              x,
              y,
              margin,
              s -> {
                Junction junction = junction(segments, s, local, limitMetres[s]);
                if (junction != null) {
                  found.add(junction);
                }
                return --testsLeft[0] >= 0;
              });
    }
    return found;
  }

  /** The scale at one corner, computed only if an edge passes near. */
  private static final class LocalOnce {
    private final GroundScale ground;
    private final double x;
    private final double y;
    private GroundScale.@Nullable Local local;

    LocalOnce(GroundScale ground, double x, double y) {
      this.ground = ground;
      this.x = x;
      this.y = y;
    }

    GroundScale.Local get() {
      GroundScale.Local known = local == null ? ground.at(x, y) : local;
      local = known;
      return known;
    }
  }

  private static @Nullable Junction junction(
      Segments s, int segment, LocalOnce corner, double limit) {
    double x = corner.x;
    double y = corner.y;
    double startX = s.x0[segment] - x;
    double startY = s.y0[segment] - y;
    double endX = s.x1[segment] - x;
    double endY = s.y1[segment] - y;
    if ((startX == 0 && startY == 0) || (endX == 0 && endY == 0)) {
      return null;
    }
    GroundScale.Local local = corner.get();
    double ax = local.east(startX, startY);
    double ay = local.north(startX, startY);
    double bx = local.east(endX, endY);
    double by = local.north(endX, endY);
    double dx = bx - ax;
    double dy = by - ay;
    double along = -(ax * dx + ay * dy) / (dx * dx + dy * dy);
    double off = Math.abs(ax * dy - ay * dx) / Math.hypot(dx, dy);
    double atEnd = Math.min(limit, AT_END_METRES);
    boolean between =
        along > 0 && along < 1 && Math.hypot(ax, ay) > atEnd && Math.hypot(bx, by) > atEnd;
    return between && off <= limit ? new Junction(segment, x, y, along, off) : null;
  }
}
