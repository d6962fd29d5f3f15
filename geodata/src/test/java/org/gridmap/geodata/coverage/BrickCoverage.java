package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * A seeded coverage like a brick wall: rows of quadrilaterals whose joints are nowhere above one
 * another, so that the corners of each row lie on long edges of the next. Turned by any angle;
 * exact in the plane that it is drawn in, up to the rounding of its numbers.
 */
public final class BrickCoverage {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final int SLOTS = 12;

  private final double step;
  private final double cos;
  private final double sin;
  private final Coordinate origin;
  private final double brickLength;
  private final double rowHeight;
  private final int rows;
  private final List<List<Integer>> joints = new ArrayList<>();

  /**
   * @param origin one corner of the wall in the plane
   * @param length length of the wall, units of the plane
   * @param rows number of rows
   * @param turn angle in radians
   * @param step what all numbers are multiples of; 0 leaves them as they are
   */
  public BrickCoverage(
      SplittableRandom random,
      Coordinate origin,
      double length,
      int rows,
      double turn,
      double step) {
    this.step = step;
    this.cos = Math.cos(turn);
    this.sin = Math.sin(turn);
    this.origin = origin;
    this.rows = rows;
    brickLength = length / SLOTS;
    rowHeight = length / 5;
    for (int row = 0; row < rows; row++) {
      TreeSet<Integer> at = new TreeSet<>(List.of(0, SLOTS));
      for (int joint = 0; joint < 1 + random.nextInt(3); joint++) {
        // Odd slots in odd rows only, so that joints never meet.
        at.add(2 * (1 + random.nextInt(SLOTS / 2 - 1)) - row % 2);
      }
      joints.add(List.copyOf(at));
    }
  }

  private Coordinate corner(double slot, double row) {
    double x = slot * brickLength;
    double y = row * rowHeight;
    return new Coordinate(round(origin.x + x * cos - y * sin), round(origin.y + x * sin + y * cos));
  }

  private double round(double number) {
    // Dividing by a whole number gives the double that is nearest to the decimal one.
    return step == 0 ? number : Math.rint(number / step) / Math.rint(1 / step);
  }

  /** The bricks, row by row. */
  public List<GridShape> grids() {
    return grids(-1, 0, 0);
  }

  /** How many corners lie on a long edge of another brick. */
  public int junctions() {
    int inner = 0;
    for (int row = 0; row < rows; row++) {
      int sides = (row > 0 ? 1 : 0) + (row < rows - 1 ? 1 : 0);
      inner += sides * (joints.get(row).size() - 2);
    }
    return inner;
  }

  /** How many corners lie on the outline between its own corners. */
  public int outlineJunctions() {
    return joints.getFirst().size() - 2 + joints.getLast().size() - 2 + 2 * (rows - 1);
  }

  /**
   * The bricks, with one corner inside the wall moved in one of them.
   *
   * @param row the row of the brick; its first one is taken, and the upper corner at its end
   */
  public List<GridShape> grids(int row, double dx, double dy) {
    List<GridShape> grids = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      for (int j = 1; j < joints.get(r).size(); j++) {
        int from = joints.get(r).get(j - 1);
        int to = joints.get(r).get(j);
        Coordinate last = corner(to, r + 1);
        if (r == row && j == 1) {
          last = new Coordinate(round(last.x + dx), round(last.y + dy));
        }
        Coordinate[] ring = {
          corner(from, r), corner(to, r), last, corner(from, r + 1), corner(from, r)
        };
        grids.add(new GridShape("r" + r + "b" + j, FACTORY.createPolygon(ring)));
      }
    }
    return grids;
  }

  /** The outline with its four corners only. */
  public Polygon outline() {
    return FACTORY.createPolygon(
        new Coordinate[] {
          corner(0, 0), corner(SLOTS, 0), corner(SLOTS, rows), corner(0, rows), corner(0, 0)
        });
  }
}
