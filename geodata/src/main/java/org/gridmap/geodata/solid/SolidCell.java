package org.gridmap.geodata.solid;

import org.locationtech.jts.geom.Envelope;

/**
 * A cell of the quadtree over the whole Earth: level 0 is 360° wide and 180° high, and each level
 * halves both.
 *
 * @param level 0 to {@value #MAX_LEVEL}
 * @param x column, from 180° W to the east
 * @param y row, from the south pole to the north
 */
public record SolidCell(int level, int x, int y) {
  /** The deepest level; its cells are some 35 m wide. */
  public static final int MAX_LEVEL = 20;

  /**
   * @throws IllegalArgumentException if there is no such cell
   */
  public SolidCell {
    if (!exists(level, x, y)) {
      throw new IllegalArgumentException("There is no cell " + level + "/" + x + "/" + y);
    }
  }

  /** Whether level, column and row name a cell. */
  public static boolean exists(long level, long x, long y) {
    return level >= 0
        && level <= MAX_LEVEL
        && x >= 0
        && y >= 0
        && x < 1L << level
        && y < 1L << level;
  }

  /** The cell of a level with a place in degrees. */
  public static SolidCell at(double longitude, double latitude, int level) {
    int side = 1 << level;
    return new SolidCell(
        level,
        Math.clamp((long) Math.floor((longitude + 180) / 360 * side), 0, side - 1),
        Math.clamp((long) Math.floor((latitude + 90) / 180 * side), 0, side - 1));
  }

  /** The smallest cell that holds a box in degrees, of a level or a coarser one. */
  public static SolidCell around(Envelope box, int deepest) {
    SolidCell cell = at(box.getMinX(), box.getMinY(), deepest);
    SolidCell other = at(box.getMaxX(), box.getMaxY(), deepest);
    while (!cell.equals(other)) {
      cell = cell.ancestor(cell.level - 1);
      other = other.ancestor(other.level - 1);
    }
    return cell;
  }

  /** The cell of a coarser level that this one lies in. */
  public SolidCell ancestor(int coarser) {
    int shift = level - coarser;
    return new SolidCell(coarser, x >> shift, y >> shift);
  }

  /** West, south, east and north in degrees. */
  public Envelope degrees() {
    double width = 360.0 / (1 << level);
    double height = 180.0 / (1 << level);
    return new Envelope(
        x * width - 180, (x + 1) * width - 180, y * height - 90, (y + 1) * height - 90);
  }
}
