package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateList;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Clean divisions for tests: one root, districts of 3 × 3 leaves, crooked shared borders. */
final class RandomTown {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private final Random random;
  private final int districts;
  private final double step;
  private final int detail;
  private final Coordinate[][] corners;
  private final CoordinateList[][][] borders;

  private RandomTown(long seed, int districts, double step, int detail) {
    random = new Random(seed);
    this.districts = districts;
    this.step = step;
    this.detail = detail;
    int n = districts * 3;
    corners = new Coordinate[n + 1][n + 1];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= n; j++) {
        corners[i][j] =
            new Coordinate(118 + (i + jitter(0.4)) * step, 25 + (j + jitter(0.4)) * step);
      }
    }
    borders = new CoordinateList[2][n + 1][n + 1];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= n; j++) {
        borders[0][i][j] = i < n ? border(corners[i][j], corners[i + 1][j]) : new CoordinateList();
        borders[1][i][j] = j < n ? border(corners[i][j], corners[i][j + 1]) : new CoordinateList();
      }
    }
  }

  /**
   * @param step side of a leaf, degrees
   * @param detail points on each border of a leaf
   */
  static List<GridOutline> generate(long seed, int districts, double step, int detail) {
    return new RandomTown(seed, districts, step, detail).grids();
  }

  private List<GridOutline> grids() {
    List<GridOutline> grids = new ArrayList<>();
    List<Geometry> all = new ArrayList<>();
    long id = 2;
    for (int di = 0; di < districts; di++) {
      for (int dj = 0; dj < districts; dj++) {
        List<Geometry> leaves = new ArrayList<>();
        for (int i = 3 * di; i < 3 * di + 3; i++) {
          for (int j = 3 * dj; j < 3 * dj + 3; j++) {
            leaves.add(leaf(i, j));
          }
        }
        Geometry district = CoverageUnion.union(leaves.toArray(Geometry[]::new));
        grids.add(new GridOutline(id++, 2, district));
        for (Geometry leaf : leaves) {
          grids.add(new GridOutline(id++, 3, leaf));
        }
        all.add(district);
      }
    }
    grids.addFirst(new GridOutline(1, 1, CoverageUnion.union(all.toArray(Geometry[]::new))));
    return grids;
  }

  private Geometry leaf(int i, int j) {
    CoordinateList ring = new CoordinateList();
    ring.add(borders[0][i][j].toCoordinateArray(), false);
    ring.add(borders[1][i + 1][j].toCoordinateArray(), false);
    ring.add(borders[0][i][j + 1].toCoordinateArray(), false, false);
    ring.add(borders[1][i][j].toCoordinateArray(), false, false);
    ring.closeRing();
    return FACTORY.createPolygon(ring.toCoordinateArray());
  }

  private CoordinateList border(Coordinate a, Coordinate b) {
    CoordinateList line = new CoordinateList();
    line.add(a.copy());
    int points = detail == 0 ? 0 : random.nextInt(detail + 1);
    for (int k = 1; k <= points; k++) {
      double t = (double) k / (points + 1);
      double aside = 0.1 * Math.sin(Math.PI * t) * jitter(2);
      line.add(
          new Coordinate(
              a.x + (b.x - a.x) * t - (b.y - a.y) * aside,
              a.y + (b.y - a.y) * t + (b.x - a.x) * aside));
    }
    line.add(b.copy());
    return line;
  }

  private double jitter(double width) {
    return (random.nextDouble() - 0.5) * width;
  }
}
