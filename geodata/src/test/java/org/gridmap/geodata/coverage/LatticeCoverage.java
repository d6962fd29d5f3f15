package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * A seeded coverage without a fault: a lattice with shaken corners, whose shared borders are wavy
 * lines made once and used by both neighbours. Some cells hold an exclusive grid as an island. All
 * coordinates are rounded to 10⁻⁷ degrees, as files have them.
 */
public final class LatticeCoverage {
  static final double CELL_WIDTH = 0.006;
  static final double CELL_HEIGHT = 0.0054;
  private static final double WEST = 118.55;
  private static final double SOUTH = 24.75;

  /** With more points than this on a border each is shaken the less. */
  private static final int SHAKEN_POINTS = 30;

  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final SplittableRandom random;
  private final int columns;
  private final int rows;
  private final double west;
  private final double south;

  /** Borders to the east of each corner and to the north of each corner. */
  private final Coordinate[][] eastward;

  private final Coordinate[][] northward;
  private final Coordinate[][] islands;

  public LatticeCoverage(
      long seed, int columns, int rows, int fewestPoints, int morePoints, double islandShare) {
    this.random = new SplittableRandom(seed);
    this.columns = columns;
    this.rows = rows;
    this.west = WEST + round(random.nextDouble() * 0.5);
    this.south = SOUTH + round(random.nextDouble() * 0.5);
    Coordinate[] corners = new Coordinate[(columns + 1) * (rows + 1)];
    for (int c = 0; c < corners.length; c++) {
      corners[c] =
          new Coordinate(
              round(west + CELL_WIDTH * (c % (columns + 1) + 0.4 * (random.nextDouble() - 0.5))),
              round(south + CELL_HEIGHT * (c / (columns + 1) + 0.4 * (random.nextDouble() - 0.5))));
    }
    eastward = new Coordinate[corners.length][];
    northward = new Coordinate[corners.length][];
    for (int c = 0; c < corners.length; c++) {
      if (c % (columns + 1) < columns) {
        eastward[c] = border(corners[c], corners[c + 1], fewestPoints, morePoints);
      }
      if (c + columns + 1 < corners.length) {
        northward[c] = border(corners[c], corners[c + columns + 1], fewestPoints, morePoints);
      }
    }
    islands = new Coordinate[columns * rows][];
    for (int cell = 0; cell < islands.length; cell++) {
      if (random.nextDouble() < islandShare) {
        islands[cell] = island(cell, corners);
      }
    }
  }

  private Coordinate[] border(Coordinate a, Coordinate b, int fewest, int more) {
    int inner = fewest + (more == 0 ? 0 : random.nextInt(more));
    double waves = 1 + 3 * random.nextDouble();
    double phase = random.nextDouble();
    // A border of many points is finely drawn, not one of long spikes.
    double shake = 0.03 * Math.min(1, SHAKEN_POINTS / (inner + 1.0));
    double dx = b.x - a.x;
    double dy = b.y - a.y;
    Coordinate[] line = new Coordinate[inner + 2];
    line[0] = a;
    line[inner + 1] = b;
    for (int s = 1; s <= inner; s++) {
      double t = (double) s / (inner + 1);
      double aside =
          Math.sin(Math.PI * t)
              * (0.03 * Math.sin(2 * Math.PI * (waves * t + phase))
                  + shake * (random.nextDouble() - 0.5));
      line[s] = new Coordinate(round(a.x + dx * t - dy * aside), round(a.y + dy * t + dx * aside));
    }
    return line;
  }

  private Coordinate[] island(int cell, Coordinate[] corners) {
    int c = corner(cell);
    double cx = (corners[c].x + corners[c + columns + 2].x) / 2;
    double cy = (corners[c].y + corners[c + columns + 2].y) / 2;
    int points = 5 + random.nextInt(20);
    Coordinate[] ring = new Coordinate[points + 1];
    for (int p = 0; p < points; p++) {
      double angle = 2 * Math.PI * p / points;
      double radius = 0.08 + 0.04 * random.nextDouble();
      ring[p] =
          new Coordinate(
              round(cx + CELL_WIDTH * radius * Math.cos(angle)),
              round(cy + CELL_HEIGHT * radius * Math.sin(angle)));
    }
    ring[points] = ring[0];
    return ring;
  }

  private int corner(int cell) {
    return cell / columns * (columns + 1) + cell % columns;
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  int cells() {
    return columns * rows;
  }

  boolean isInterior(int cell) {
    int i = cell % columns;
    int j = cell / columns;
    return i > 0 && j > 0 && i < columns - 1 && j < rows - 1;
  }

  boolean hasIsland(int cell) {
    return islands[cell] != null;
  }

  /** Every cell with its islands cut out, and every island; codes are "c" and "i" with a number. */
  public List<GridShape> grids() {
    List<GridShape> grids = new ArrayList<>();
    for (int cell = 0; cell < cells(); cell++) {
      grids.add(new GridShape(code(cell), cell(cell)));
      if (islands[cell] != null) {
        grids.add(new GridShape("i" + cell, FACTORY.createPolygon(islands[cell].clone())));
      }
    }
    return grids;
  }

  static String code(int cell) {
    return "c" + cell;
  }

  /** One cell; where its neighbours end, it ends. */
  Polygon cell(int cell) {
    return cell(cell, eastBorder(cell));
  }

  /** One cell with the middle of its east border moved sideways, in this cell only. */
  Polygon withEastBorderMoved(int cell, double degrees) {
    Coordinate[] moved = eastBorder(cell).clone();
    int middle = moved.length / 2;
    moved[middle] = new Coordinate(moved[middle].x + degrees, moved[middle].y);
    return cell(cell, moved);
  }

  /** One cell whose east border has one corner more, halfway between two others or east of that. */
  Polygon withEastCornerAdded(int cell, double degreesOff) {
    Coordinate[] border = eastBorder(cell);
    List<Coordinate> more = new ArrayList<>(List.of(border));
    int middle = border.length / 2;
    more.add(
        middle,
        new Coordinate(
            (border[middle - 1].x + border[middle].x) / 2 + degreesOff,
            (border[middle - 1].y + border[middle].y) / 2));
    return cell(cell, more.toArray(Coordinate[]::new));
  }

  Coordinate[] eastBorder(int cell) {
    return northward[corner(cell) + 1];
  }

  private Polygon cell(int cell, Coordinate[] east) {
    int c = corner(cell);
    List<Coordinate> ring = new ArrayList<>();
    append(ring, eastward[c], false);
    append(ring, east, false);
    append(ring, eastward[c + columns + 1], true);
    append(ring, northward[c], true);
    LinearRing[] holes =
        islands[cell] == null
            ? new LinearRing[0]
            : new LinearRing[] {FACTORY.createLinearRing(islands[cell].clone())};
    return FACTORY.createPolygon(FACTORY.createLinearRing(ring.toArray(Coordinate[]::new)), holes);
  }

  private static void append(List<Coordinate> ring, Coordinate[] line, boolean backward) {
    List<Coordinate> points = new ArrayList<>(Arrays.asList(line));
    if (backward) {
      Collections.reverse(points);
    }
    for (Coordinate point : points) {
      if (ring.isEmpty() || !ring.getLast().equals2D(point)) {
        ring.add(new Coordinate(point.x, point.y));
      }
    }
  }

  /** The outline of all cells, made of their own border lines. */
  public Polygon outline() {
    List<Coordinate> ring = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      append(ring, eastward[i], false);
    }
    for (int j = 0; j < rows; j++) {
      append(ring, northward[j * (columns + 1) + columns], false);
    }
    for (int i = columns - 1; i >= 0; i--) {
      append(ring, eastward[rows * (columns + 1) + i], true);
    }
    for (int j = rows - 1; j >= 0; j--) {
      append(ring, northward[j * (columns + 1)], true);
    }
    return FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
  }

  private static double round(double degrees) {
    return Math.round(degrees * 1e7) / 1e7;
  }
}
