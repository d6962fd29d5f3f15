package org.gridmap.geodata.topology.build;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.PointTable;

/**
 * Remembers from which drawn corners and borders the present ones were snapped, so that several
 * small moves never add up to a large one: a corner stays within the tolerance of every drawn
 * corner that it replaced, and a border within the tolerance of the drawn border.
 */
final class Drift {
  /** A drawn border, or a drawn corner if both ends are one. */
  private record Drawn(double x0, double y0, double x1, double y1) {}

  private final PointTable points;

  /** By point: everything drawn that it must stay near, beside itself. */
  private final Map<Integer, Set<Drawn>> ofPoint = new HashMap<>();

  /** By key of a segment: the borders that it is a part of; itself if there is no entry. */
  private final Map<Long, Set<Drawn>> ofSegment = new HashMap<>();

  Drift(PointTable points) {
    this.points = points;
  }

  /** Whether one point may take the place of another. */
  boolean mayMove(int from, int to, double tolerance) {
    return metres(corner(from), to) <= tolerance
        && ofPoint.getOrDefault(from, Set.of()).stream()
            .allMatch(drawn -> metres(drawn, to) <= tolerance);
  }

  /** A point takes the place of another. */
  void move(int from, int to) {
    Set<Drawn> all = ofPoint.computeIfAbsent(to, p -> new HashSet<>());
    all.add(corner(from));
    all.addAll(ofPoint.getOrDefault(from, Set.of()));
  }

  /** Whether a border may be led through a point. */
  boolean mayBend(int low, int high, int through, double tolerance) {
    return drawn(low, high).stream().allMatch(drawn -> metres(drawn, through) <= tolerance);
  }

  /** A part of a segment, or the whole with other ends, takes its place. */
  void inherit(int low, int high, int partFrom, int partTo) {
    Set<Drawn> borders = drawn(low, high);
    ofSegment.computeIfAbsent(Rings.key(partFrom, partTo), key -> new HashSet<>()).addAll(borders);
    for (int point : new int[] {partFrom, partTo}) {
      if (point != low && point != high) {
        ofPoint.computeIfAbsent(point, p -> new HashSet<>()).addAll(borders);
      }
    }
  }

  private Set<Drawn> drawn(int low, int high) {
    Set<Drawn> known = ofSegment.get(Rings.key(low, high));
    return known != null
        ? known
        : Set.of(new Drawn(points.x(low), points.y(low), points.x(high), points.y(high)));
  }

  private Drawn corner(int point) {
    return new Drawn(points.x(point), points.y(point), points.x(point), points.y(point));
  }

  /** From a point to the nearest place of something drawn. */
  private double metres(Drawn drawn, int point) {
    double shrink = Math.cos(Math.toRadians(drawn.y0()));
    double dx = (drawn.x1() - drawn.x0()) * shrink;
    double dy = drawn.y1() - drawn.y0();
    double px = (points.x(point) - drawn.x0()) * shrink;
    double py = points.y(point) - drawn.y0();
    double square = dx * dx + dy * dy;
    double t = square > 0 ? Math.clamp((px * dx + py * dy) / square, 0, 1) : 0;
    return GroundArea.metres(
        drawn.x0() + t * (drawn.x1() - drawn.x0()),
        drawn.y0() + t * (drawn.y1() - drawn.y0()),
        points.x(point),
        points.y(point));
  }
}
