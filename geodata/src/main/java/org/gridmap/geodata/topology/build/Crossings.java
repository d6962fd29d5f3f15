package org.gridmap.geodata.topology.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.plane.PointTable;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.plane.SegmentGrid;
import org.gridmap.geodata.plane.SegmentTable;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.noding.NodedSegmentString;
import org.locationtech.jts.noding.SegmentString;
import org.locationtech.jts.noding.snapround.SnapRoundingNoder;

/** Finds where segments cross or touch other than in their ends. */
final class Crossings {
  private final SegmentTable table;
  private final PointTable points;
  private final Map<Long, List<Integer>> inserted = new HashMap<>();
  private final RobustLineIntersector intersector = new RobustLineIntersector();
  private final SegmentGrid.PairVisitor listener;

  private Crossings(SegmentTable table, SegmentGrid.PairVisitor listener) {
    this.table = table;
    this.points = table.points();
    this.listener = listener;
  }

  /**
   * The points to be put into segments, by the key of the segment; crossings are rounded.
   *
   * @param listener hears of each two segments that cross or touch
   */
  static Map<Long, List<Integer>> find(SegmentTable table, SegmentGrid.PairVisitor listener) {
    Crossings crossings = new Crossings(table, listener);
    new SegmentGrid(table, 0).pairs(crossings::meet);
    return crossings.inserted;
  }

  /** The same by snap rounding (Hobby, 1999), which always ends but bends more borders. */
  static Map<Long, List<Integer>> snapRounded(SegmentTable table) {
    Crossings crossings = new Crossings(table, (a, b) -> {});
    List<NodedSegmentString> strings = new ArrayList<>(table.size());
    for (int s = 0; s < table.size(); s++) {
      Coordinate[] line = {
        table.points().coordinate(table.low(s)), table.points().coordinate(table.high(s))
      };
      strings.add(new NodedSegmentString(line, s));
    }
    SnapRoundingNoder noder = new SnapRoundingNoder(new PrecisionModel(PrecisionLattice.UNITS));
    noder.computeNodes(strings);
    for (Object noded : noder.getNodedSubstrings()) {
      SegmentString string = (SegmentString) noded;
      for (int i = 0; i < string.size(); i++) {
        Coordinate at = string.getCoordinate(i);
        crossings.insert(
            (Integer) string.getData(),
            table.points().number(PrecisionLattice.round(at.x), PrecisionLattice.round(at.y)));
      }
    }
    return crossings.inserted;
  }

  private void insert(int segment, int point) {
    if (point != table.low(segment) && point != table.high(segment)) {
      inserted
          .computeIfAbsent(
              Rings.key(table.low(segment), table.high(segment)), key -> new ArrayList<>())
          .add(point);
    }
  }

  private void meet(int a, int b) {
    int a0 = table.low(a);
    int a1 = table.high(a);
    int b0 = table.low(b);
    int b1 = table.high(b);
    if (a0 == b0 || a0 == b1) {
      meetAtEnd(a, a1, b, a0 == b0 ? b1 : b0);
      return;
    }
    if (a1 == b0 || a1 == b1) {
      meetAtEnd(a, a0, b, a1 == b0 ? b1 : b0);
      return;
    }
    int sideB0 = side(a, b0);
    int sideB1 = side(a, b1);
    if (sideB0 == sideB1 && sideB0 != 0) {
      return;
    }
    int sideA0 = side(b, a0);
    int sideA1 = side(b, a1);
    if (sideA0 == sideA1 && sideA0 != 0) {
      return;
    }
    if (sideA0 * sideA1 < 0 && sideB0 * sideB1 < 0) {
      intersector.computeIntersection(
          points.coordinate(a0),
          points.coordinate(a1),
          points.coordinate(b0),
          points.coordinate(b1));
      Coordinate at = intersector.getIntersection(0);
      int point = points.number(PrecisionLattice.round(at.x), PrecisionLattice.round(at.y));
      listener.pair(a, b);
      insert(a, point);
      insert(b, point);
      return;
    }
    listener.pair(a, b);
    touch(a, sideB0, b0);
    touch(a, sideB1, b1);
    touch(b, sideA0, a0);
    touch(b, sideA1, a1);
  }

  private void touch(int segment, int side, int point) {
    if (side == 0 && inBox(segment, point)) {
      insert(segment, point);
    }
  }

  /** Two segments with a common end can only lie on top of one another. */
  private void meetAtEnd(int a, int otherA, int b, int otherB) {
    if (side(a, otherB) != 0) {
      return;
    }
    if (inBox(a, otherB)) {
      listener.pair(a, b);
      insert(a, otherB);
    } else if (inBox(b, otherA)) {
      listener.pair(a, b);
      insert(b, otherA);
    }
  }

  private int side(int segment, int point) {
    int low = table.low(segment);
    int high = table.high(segment);
    return CGAlgorithmsDD.orientationIndex(
        points.x(low),
        points.y(low),
        points.x(high),
        points.y(high),
        points.x(point),
        points.y(point));
  }

  private boolean inBox(int segment, int point) {
    double x0 = points.x(table.low(segment));
    double x1 = points.x(table.high(segment));
    double y0 = points.y(table.low(segment));
    double y1 = points.y(table.high(segment));
    double px = points.x(point);
    double py = points.y(point);
    return px >= Math.min(x0, x1)
        && px <= Math.max(x0, x1)
        && py >= Math.min(y0, y1)
        && py <= Math.max(y0, y1);
  }
}
