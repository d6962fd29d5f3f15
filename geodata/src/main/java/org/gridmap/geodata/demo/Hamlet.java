package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * The houses of one leaf grid of a zone: lanes side by side, one that crosses them, and houses on
 * both sides of each, the closest to the middle first. Every house has a place of its own in the
 * pattern, so that none has to be tried against the others.
 */
final class Hamlet {
  private static final double FRONTAGE = 15;
  private static final double LANE_DISTANCE = 36;
  private static final double TO_DOOR = 3;
  private static final double TO_BORDER = 7;

  /**
   * A place for a house, in metres.
   *
   * @param lane number of its lane, from 1
   * @param number painted on its plate, odd on one side and even on the other
   */
  record Plot(int lane, int number, Coordinate door, Polygon footprint) {}

  /**
   * @param number of the lane; 0 is the one that crosses the others
   */
  record Lane(int number, LineString line) {}

  private record Slot(int lane, int along, int side, double rank) {}

  private final Polygon land;
  private final PreparedGeometry ground;
  private final SeededRandom random;
  private final Coordinate middle;
  private final double ux;
  private final double uy;
  final List<Plot> plots = new ArrayList<>();
  final List<Lane> lanes = new ArrayList<>();

  /**
   * @param land the leaf, in metres
   * @param houses how many stand in it
   * @throws IllegalStateException if they have no room
   */
  Hamlet(Polygon land, int houses, SeededRandom random) {
    this.land = land;
    this.random = random;
    ground = PreparedGeometryFactory.prepare(land.buffer(-TO_BORDER));
    Geometry centre = land.getCentroid();
    middle = (ground.contains(centre) ? centre : land.getInteriorPoint()).getCoordinate();
    double angle = random.between(0, StrictMath.PI);
    ux = StrictMath.cos(angle);
    uy = StrictMath.sin(angle);
    List<Slot> chosen = List.of();
    for (double reach = 60 + 12 * StrictMath.sqrt(houses); chosen.size() < houses; reach *= 1.4) {
      if (reach > 4_000) {
        throw new IllegalStateException("a leaf has no room for " + houses + " houses");
      }
      chosen = slots(reach, houses);
    }
    Map<Integer, Integer> numberOfLane = new TreeMap<>();
    chosen.forEach(slot -> numberOfLane.put(slot.lane, 0));
    int next = 1;
    for (Map.Entry<Integer, Integer> lane : numberOfLane.entrySet()) {
      lane.setValue(next++);
    }
    build(chosen, lane -> numberOfLane.getOrDefault(lane, 0));
  }

  /** The places nearest to the middle, some of them left empty for yards and trees. */
  private List<Slot> slots(double reach, int houses) {
    SeededRandom draws = random.fork("slots");
    List<Slot> all = new ArrayList<>();
    int rows = (int) (reach / LANE_DISTANCE);
    int columns = (int) (reach / FRONTAGE);
    for (int lane = -rows; lane <= rows; lane++) {
      for (int along = -columns; along <= columns; along++) {
        for (int side = -1; side <= 1; side += 2) {
          double away = StrictMath.hypot(lane * LANE_DISTANCE, along * FRONTAGE);
          boolean yard = draws.chance(0.15);
          double rank = away * draws.between(0.8, 1.25);
          // Where along is 0, the lane runs that crosses the others.
          if (along != 0 && !yard && away <= reach) {
            all.add(new Slot(lane, along, side, rank));
          }
        }
      }
    }
    all.sort(Comparator.comparingDouble(Slot::rank));
    List<Slot> chosen = new ArrayList<>();
    for (Slot slot : all) {
      if (chosen.size() < houses && ground.contains(box(slot, FRONTAGE, LANE_DISTANCE / 2))) {
        chosen.add(slot);
      }
    }
    return chosen;
  }

  private void build(List<Slot> chosen, IntUnaryOperator numberOfLane) {
    List<Slot> ordered = new ArrayList<>(chosen);
    ordered.sort(
        Comparator.comparingInt(Slot::lane)
            .thenComparingInt(Slot::along)
            .thenComparingInt(Slot::side));
    int[] spans = new int[2];
    int count = 0;
    for (int i = 0; i < ordered.size(); i++) {
      Slot slot = ordered.get(i);
      int lane = numberOfLane.applyAsInt(slot.lane);
      if (i == 0 || ordered.get(i - 1).lane != slot.lane) {
        spans = new int[] {Math.min(slot.along, 0), 0};
        count = 0;
      }
      spans[1] = Math.max(0, slot.along);
      count++;
      double width = random.between(9, 13);
      Polygon house = box(slot, width, random.between(8.5, 12.5) + TO_DOOR);
      Coordinate door =
          place(slot.along * FRONTAGE, slot.lane * LANE_DISTANCE + slot.side * (TO_DOOR - 0.5));
      plots.add(new Plot(lane, 2 * count - (slot.side > 0 ? 1 : 0), door, house));
      if (i == ordered.size() - 1 || ordered.get(i + 1).lane != slot.lane) {
        double y = slot.lane * LANE_DISTANCE;
        addLane(
            lane,
            place((spans[0] - 0.7) * FRONTAGE, y),
            place(0, y),
            place((spans[1] + 0.7) * FRONTAGE, y));
      }
    }
    double first = ordered.getFirst().lane * LANE_DISTANCE;
    double last = ordered.getLast().lane * LANE_DISTANCE;
    addLane(0, place(0, first - FRONTAGE), place(0, last + FRONTAGE));
  }

  /** What of a lane lies in the leaf, if that is one piece. */
  private void addLane(int number, Coordinate... line) {
    Geometry inside = land.intersection(LocalPlane.METRES.createLineString(line));
    if (inside instanceof LineString whole && !whole.isEmpty()) {
      lanes.add(new Lane(number, whole));
    }
  }

  private Polygon box(Slot slot, double width, double depth) {
    double x = slot.along * FRONTAGE;
    double y = slot.lane * LANE_DISTANCE;
    double near = y + slot.side * TO_DOOR;
    double far = y + slot.side * depth;
    Coordinate corner = place(x - width / 2, near);
    Coordinate[] ring = {
      corner,
      place(x + width / 2, near),
      place(x + width / 2, far),
      place(x - width / 2, far),
      corner.copy()
    };
    return LocalPlane.METRES.createPolygon(ring);
  }

  private Coordinate place(double along, double across) {
    return BlockSplitter.rounded(
        middle.x + along * ux - across * uy, middle.y + along * uy + across * ux);
  }
}
