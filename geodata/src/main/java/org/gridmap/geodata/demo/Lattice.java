package org.gridmap.geodata.demo;

import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/**
 * A made-up county of any size for speed measurements: leaf grids in columns and rows with crooked
 * borders that match exactly, and houses spread evenly over them. Nothing is held in memory; every
 * grid and every house is computed from its number.
 *
 * @param houses how many houses, 0 or more
 * @param columns grids from west to east, at least 1
 * @param rows grids from south to north, at least 1
 */
public record Lattice(long houses, int columns, int rows) {
  private static final int EDGE_PARTS = 18;
  private static final double CELL_METRES = 240;
  private static final double WOBBLE_METRES = 9;
  private static final int GRIDS_OF_A_VILLAGE = 500;
  private static final LocalPlane PLANE = new LocalPlane(118.62, 24.83);

  public Lattice {
    if (houses < 0 || columns < 1 || rows < 1) {
      throw new IllegalArgumentException("a lattice needs 0 or more houses and at least one grid");
    }
    if ((long) columns * rows > 10_000L * GRIDS_OF_A_VILLAGE) {
      throw new IllegalArgumentException("a lattice has at most 5,000,000 grids");
    }
  }

  /** How many grids there are. */
  public int gridCount() {
    return columns * rows;
  }

  /** The grids, all of level 1 and all leaves, from the south-west corner row by row. */
  public Iterator<DemoGrid> grids() {
    return stream(gridCount(), this::grid);
  }

  /** The houses, grid after grid. */
  public Iterator<DemoHouse> houseIterator() {
    return stream(houses, this::house);
  }

  private static <T> Iterator<T> stream(long count, LongFunction<T> make) {
    return LongStream.range(0, count).mapToObj(make).iterator();
  }

  private static String code(long grid) {
    long village = grid / GRIDS_OF_A_VILLAGE;
    long sequence = grid % GRIDS_OF_A_VILLAGE + 1;
    return "35058299" + padded(village, 10_000) + padded(sequence, 1_000);
  }

  private static String padded(long number, long power) {
    return Long.toString(power + number).substring(1);
  }

  private DemoGrid grid(long number) {
    int column = (int) (number % columns);
    int row = (int) (number / columns);
    Coordinate[] ring = new Coordinate[4 * EDGE_PARTS + 1];
    for (int i = 0; i < EDGE_PARTS; i++) {
      ring[i] = onEdge(column, row, i, true);
      ring[EDGE_PARTS + i] = onEdge(column + 1, row, i, false);
      ring[2 * EDGE_PARTS + i] = onEdge(column, row + 1, EDGE_PARTS - i, true);
      ring[3 * EDGE_PARTS + i] = onEdge(column, row, EDGE_PARTS - i, false);
    }
    ring[4 * EDGE_PARTS] = ring[0].copy();
    Polygon land = PLANE.polygonInDegrees(LocalPlane.METRES.createPolygon(ring));
    String code = code(number);
    return new DemoGrid(code, null, "第" + (number + 1) + "网格", 1, "单元网格", "BASE", true, land);
  }

  /** A vertex of the edge that leaves node (column, row) eastwards or northwards. */
  private static Coordinate onEdge(int column, int row, int part, boolean east) {
    double x = column * CELL_METRES;
    double y = row * CELL_METRES;
    double along = CELL_METRES * part / EDGE_PARTS;
    boolean node = part == 0 || part == EDGE_PARTS;
    long edge = (((long) column << 32) ^ row) * 2 + (east ? 1 : 0);
    double aside = node ? 0 : (hash(edge * 64 + part) - 0.5) * 2 * WOBBLE_METRES;
    return east ? new Coordinate(x + along, y + aside) : new Coordinate(x + aside, y + along);
  }

  private static double hash(long key) {
    return new SeededRandom(key).next();
  }

  private DemoHouse house(long number) {
    long grids = gridCount();
    long perGrid = (houses + grids - 1) / grids;
    long grid = number / perGrid;
    long place = number % perGrid;
    int side = (int) Math.ceil(Math.sqrt((double) perGrid));
    double pitch = (CELL_METRES - 4 * WOBBLE_METRES) / side;
    double x = (grid % columns) * CELL_METRES + 2 * WOBBLE_METRES + (place % side) * pitch;
    double y = (grid / columns) * CELL_METRES + 2 * WOBBLE_METRES + (place / side) * pitch;
    double width = Math.min(16, pitch * 0.7);
    double depth = Math.min(13, pitch * 0.6);
    SeededRandom random = new SeededRandom(number ^ 0x5eedL);
    int floors = random.integer(1, 8);
    Coordinate[] ring = {
      new Coordinate(x, y),
      new Coordinate(x + width, y),
      new Coordinate(x + width, y + depth),
      new Coordinate(x, y + depth),
      new Coordinate(x, y)
    };
    String plate = "第" + (grid + 1) + "路" + (place + 1) + "号";
    return new DemoHouse(
        "L" + (number + 1),
        plate,
        "格阵" + plate,
        null,
        List.of(),
        PLANE.pointInDegrees(new Coordinate(x + width / 2, y - 0.05 * pitch)),
        PLANE.polygonInDegrees(LocalPlane.METRES.createPolygon(ring)),
        floors,
        (floors * 33 + 6) / 10.0,
        "砖混",
        random.chance(0.8) ? "RESIDENTIAL" : "MIXED",
        random.integer(0, 40));
  }
}
