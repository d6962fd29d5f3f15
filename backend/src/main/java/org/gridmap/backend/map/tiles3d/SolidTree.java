package org.gridmap.backend.map.tiles3d;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.solid.SolidCell;
import org.gridmap.geodata.solid.Subtree;
import org.locationtech.jts.geom.Envelope;

/**
 * The shape of the tree. From {@value #FIRST_CONTENT} on every cell with something in it has
 * content: things put together, until from {@value #FIRST_DETAILED} on a cell is light enough for
 * each to stand by itself. There the tree ends.
 */
final class SolidTree {
  /** The first level with content; its cells are 35 km wide. */
  static final int FIRST_CONTENT = 10;

  /** The first level at which things stand by themselves; its cells are 550 m wide. */
  static final int FIRST_DETAILED = 16;

  /** Leaves room for what is written once in each file. */
  private static final int MOST_BYTES = SolidRequest.MAX_BYTES - 50_000;

  /**
   * How far off the content of level {@value #FIRST_DETAILED} − 1 is; it halves with each level. A
   * client that allows 16 pixels at a height of 900 draws houses one by one from 3 km on.
   */
  private static final double COARSE_ERROR_METRES = 64;

  private record Place(int level, int x, int y) {}

  private SolidTree() {}

  /** How far off what is drawn at a level may be, metres. */
  static double errorMetres(int level) {
    return Math.scalb(COARSE_ERROR_METRES, FIRST_DETAILED - 1 - level);
  }

  /** Whether things of a cell stand by themselves, so that nothing is below it. */
  static boolean isDetailed(int level, SolidWeight weight) {
    return level >= FIRST_DETAILED && weight.bytes() <= MOST_BYTES;
  }

  /** The level of the cells in which subtrees below a subtree begin, or the deepest one. */
  static int levelBelow(SolidCell root) {
    return Math.min(root.level() + Subtree.LEVELS, SolidCell.MAX_LEVEL);
  }

  /**
   * The subtree of a cell; empty if nothing lies in it.
   *
   * @param below what lies in its parts of {@link #levelBelow}
   */
  static byte[] subtree(SolidCell root, List<SolidWeight> below) {
    Map<Place, SolidWeight> weights = new HashMap<>();
    int deepest = levelBelow(root);
    for (SolidWeight one : below) {
      for (int level = root.level(); level <= deepest; level++) {
        int x = one.x() >> deepest - level;
        int y = one.y() >> deepest - level;
        weights.merge(new Place(level, x, y), one, (a, b) -> a.plus(b, x, y));
      }
    }
    Subtree subtree = new Subtree();
    weights.forEach((place, weight) -> add(root, place, weight, weights, subtree));
    return subtree.isEmpty() ? new byte[0] : subtree.toBytes();
  }

  private static void add(
      SolidCell root,
      Place place,
      SolidWeight weight,
      Map<Place, SolidWeight> weights,
      Subtree subtree) {
    for (int level = Math.max(root.level(), FIRST_DETAILED); level < place.level(); level++) {
      int shift = place.level() - level;
      SolidWeight above = weights.get(new Place(level, place.x() >> shift, place.y() >> shift));
      if (above != null && isDetailed(level, above)) {
        return;
      }
    }
    int level = place.level() - root.level();
    int x = place.x() - (root.x() << level);
    int y = place.y() - (root.y() << level);
    if (level == Subtree.LEVELS) {
      subtree.addChild(x, y);
    } else {
      subtree.add(
          level,
          x,
          y,
          place.level() >= FIRST_CONTENT,
          region(weight.extent(), weight.highestMetres()));
    }
  }

  /** A region as 3D Tiles writes it: radians and metres. */
  static double[] region(Envelope degrees, double highestMetres) {
    return new double[] {
      Math.toRadians(degrees.getMinX()),
      Math.toRadians(degrees.getMinY()),
      Math.toRadians(degrees.getMaxX()),
      Math.toRadians(degrees.getMaxY()),
      0,
      highestMetres
    };
  }
}
