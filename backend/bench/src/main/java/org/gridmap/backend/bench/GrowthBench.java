package org.gridmap.backend.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.gridmap.backend.map.TileRenderer;
import org.gridmap.geodata.tile.TileCoordinate;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What a tile costs, and weighs, while the town grows. */
final class GrowthBench {
  private static final int TILES = 60;
  private static final int[] ZOOMS = {10, 14, 16};

  private final TileRenderer renderer;
  private final TileBench places;
  private final List<double[]> medians = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private int largest;

  /** Starts with nothing measured. */
  GrowthBench(DriverManagerDataSource dataSource, TileRenderer renderer) {
    this.renderer = renderer;
    this.places = new TileBench(dataSource, renderer);
  }

  /** Measures the town as it stands. */
  void measure(int houses, Envelope bounds) throws SQLException {
    double[] median = new double[ZOOMS.length];
    for (int z = 0; z < ZOOMS.length; z++) {
      int zoom = ZOOMS[z];
      List<TileCoordinate> tiles =
          places.list(bounds, 1_000).stream()
              .filter(tile -> tile.zoom() == zoom)
              .limit(TILES)
              .toList();
      double[] times = new double[tiles.size()];
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < times.length; i++) {
          long start = System.nanoTime();
          byte[] tile = renderer.render(tiles.get(i), null, false);
          times[i] = (System.nanoTime() - start) / 1e6;
          largest = Math.max(largest, tile.length);
        }
      }
      Arrays.sort(times);
      median[z] = times[times.length / 2];
    }
    sizes.add(houses);
    medians.add(median);
  }

  /** Each zoom at the largest size against the smallest. */
  List<BenchRow> rows() {
    List<BenchRow> rows = new ArrayList<>();
    for (int z = 0; z < ZOOMS.length; z++) {
      double first = medians.getFirst()[z];
      double last = medians.getLast()[z];
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < sizes.size(); i++) {
        all.append(
            String.format(
                Locale.ROOT,
                "%s%,d: %.2f ms",
                i == 0 ? "" : ", ",
                sizes.get(i),
                medians.get(i)[z]));
      }
      rows.add(
          new BenchRow(
              "z" + ZOOMS[z] + " tile as the town grows",
              String.format(Locale.ROOT, "the same at %,d houses", sizes.getFirst()),
              last,
              first,
              "ms, median",
              last / first,
              ZOOMS[z] < 14 ? "constant" : "≤ 2 for ten times the houses",
              "",
              1,
              all + "; largest tile so far " + largest / 1000 + " KB (goal ≤ 500)"));
    }
    return rows;
  }
}
