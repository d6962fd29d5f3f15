package org.gridmap.backend.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.gridmap.backend.ogcapi.TileRenderer;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.locationtech.jts.geom.Envelope;

/**
 * Tiles that nobody has asked for yet, against plain SQL that makes the same tiles from the stored
 * geometry. Both sides take turns tile by tile on one thread, so that whatever else the machine
 * does hits both.
 */
public final class TileBench {
  /** Zooms as people look at a public map: {zoom, share of 1000}. */
  private static final int[][] MIX = {
    {9, 65}, {10, 83}, {11, 82}, {12, 113}, {13, 154}, {14, 154}, {15, 156}, {16, 117}, {17, 76}
  };

  private static final String[] CLASSES = {"overview z9-11", "district z12-13", "street z14-17"};
  private static final int CLOCK_TICKS = 100;

  private final DataSource dataSource;
  private final TileRenderer renderer;

  /** Measures on whatever the database holds; it must hold grids. */
  public TileBench(DataSource dataSource, TileRenderer renderer) {
    this.dataSource = dataSource;
    this.renderer = renderer;
  }

  /**
   * Draws every tile of a list on both sides, {@code rounds} times after one round of warming up.
   *
   * @param bounds where the tiles lie, degrees
   * @param tiles how many
   * @return one row for the whole list and one for each class of zooms
   */
  public List<BenchRow> cold(Envelope bounds, int tiles, int rounds) throws SQLException {
    List<TileCoordinate> list = list(bounds, tiles);
    try (Connection reference = dataSource.getConnection();
        PreparedStatement plain = reference.prepareStatement(plainSql())) {
      Map<Integer, Integer> deepest = deepestLevels(reference);
      long ownBackend = backend(reference);
      double[] ours = new double[4];
      double[] theirs = new double[4];
      int[] counts = new int[4];
      int different = 0;
      int largest = 0;
      double[] cpu = new double[3];
      for (int round = 0; round <= rounds; round++) {
        long thread0 = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        double all0 = databaseCpuMillis(reference, -1);
        double own0 = databaseCpuMillis(reference, ownBackend);
        double javaNanos = 0;
        for (TileCoordinate tile : list) {
          long t0 = System.nanoTime();
          long c0 = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
          byte[] mine = renderer.render(tile, null, false);
          javaNanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - c0;
          long t1 = System.nanoTime();
          byte[] other = plain(plain, tile, deepest.getOrDefault(tile.zoom(), 1));
          long t2 = System.nanoTime();
          largest = Math.max(largest, mine.length);
          if (round == 0) {
            different += sameContent(mine, other, tile.zoom()) ? 0 : 1;
            continue;
          }
          for (int k : new int[] {0, 1 + classOf(tile.zoom())}) {
            ours[k] += t1 - t0;
            theirs[k] += t2 - t1;
            counts[k]++;
          }
        }
        if (round > 0) {
          double own = databaseCpuMillis(reference, ownBackend) - own0;
          cpu[0] += javaNanos / 1e6;
          cpu[1] += databaseCpuMillis(reference, -1) - all0 - own;
          cpu[2] += own;
        }
        if (thread0 < 0) {
          throw new IllegalStateException("This Java cannot tell the CPU time of a thread");
        }
      }
      List<BenchRow> rows = new ArrayList<>();
      for (int k = 0; k < 4; k++) {
        if (counts[k] == 0) {
          continue;
        }
        double oursPerSecond = counts[k] / (ours[k] / 1e9);
        double theirsPerSecond = counts[k] / (theirs[k] / 1e9);
        String note =
            k > 0
                ? counts[0] == 0 ? "" : counts[k] / rounds + " tiles"
                : String.format(
                    Locale.ROOT,
                    "CPU ms per tile: server %.2f + database %.2f against %.2f; largest %d KB; %d of"
                        + " %d tiles with other features",
                    cpu[0] / counts[0],
                    cpu[1] / counts[0],
                    cpu[2] / counts[0],
                    largest / 1000,
                    different,
                    list.size());
        rows.add(
            new BenchRow(
                "cold tile, " + (k == 0 ? "mix of a public map" : CLASSES[k - 1]),
                "plain SQL, same features",
                oursPerSecond,
                theirsPerSecond,
                "tiles/s, one connection",
                oursPerSecond / theirsPerSecond,
                k == 0 ? "≥ 1.9" : "",
                note));
      }
      return rows;
    }
  }

  /** Half of the tiles at any place, half where houses are, as people look where people live. */
  public List<TileCoordinate> list(Envelope bounds, int tiles) throws SQLException {
    List<double[]> places = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT ST_X(entrance), ST_Y(entrance) FROM house ORDER BY hashint8(id) LIMIT "
                    + tiles)) {
      while (rows.next()) {
        places.add(new double[] {rows.getDouble(1), rows.getDouble(2)});
      }
    }
    SplittableRandom random = new SplittableRandom(42);
    List<TileCoordinate> list = new ArrayList<>();
    for (int[] share : MIX) {
      int wanted = Math.max(2, share[1] * tiles / 1000);
      for (int k = 0; k < wanted; k++) {
        double[] place =
            k % 2 == 0 && !places.isEmpty()
                ? places.get(random.nextInt(places.size()))
                : new double[] {
                  bounds.getMinX() + random.nextDouble() * bounds.getWidth(),
                  bounds.getMinY() + random.nextDouble() * bounds.getHeight()
                };
        list.add(TileCoordinate.at(place[0], place[1], share[0]));
      }
    }
    return list;
  }

  private static byte[] plain(PreparedStatement statement, TileCoordinate tile, int deepest)
      throws SQLException {
    statement.setInt(1, tile.zoom());
    statement.setInt(2, tile.x());
    statement.setInt(3, tile.y());
    statement.setInt(4, deepest);
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getBytes(1);
    }
  }

  /** A tile counts only if it holds at least as many grids, labels and houses. */
  private static boolean sameContent(byte[] ours, byte[] theirs, int zoom) {
    Map<String, VectorTileReader.Layer> mine = VectorTileReader.read(ours);
    Map<String, VectorTileReader.Layer> other = VectorTileReader.read(theirs);
    boolean same = true;
    for (String layer : List.of("grid", "grid_label", "house", "house_point")) {
      if (layer.equals("house_point")) {
        // Summed on our side: all houses are counted, not all are points.
        same &= zoom != 14 || houses(mine) >= size(other, layer);
      } else {
        same &= size(mine, layer) >= size(other, layer);
      }
    }
    return same;
  }

  private static long houses(Map<String, VectorTileReader.Layer> tile) {
    VectorTileReader.Layer layer = tile.get("house_point");
    return layer == null
        ? 0
        : layer.features().stream()
            .mapToLong(feature -> (Long) feature.attributes().getOrDefault("count", 1L))
            .sum();
  }

  /** Features of a layer; points on the far edges belong to the next tile and do not count. */
  private static long size(Map<String, VectorTileReader.Layer> tile, String name) {
    VectorTileReader.Layer layer = tile.get(name);
    return layer == null
        ? 0
        : layer.features().stream().filter(feature -> !isOnFarEdge(feature)).count();
  }

  private static boolean isOnFarEdge(VectorTileReader.Feature feature) {
    int[] point = feature.parts().getFirst();
    return feature.type() == VectorTileReader.Type.POINT && (point[0] >= 4096 || point[1] >= 4096);
  }

  private static int classOf(int zoom) {
    return zoom <= 11 ? 0 : zoom <= 13 ? 1 : 2;
  }

  private static Map<Integer, Integer> deepestLevels(Connection connection) throws SQLException {
    Map<Integer, Integer> deepest = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT t.zoom, max(g.level) FROM grid_tile t JOIN grid g ON g.id = t.grid_id GROUP"
                    + " BY t.zoom")) {
      while (rows.next()) {
        deepest.put(rows.getInt(1), rows.getInt(2));
      }
    }
    return deepest;
  }

  private static long backend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** CPU time of the database's processes for this database, or of one of them; 0 if unknown. */
  private static double databaseCpuMillis(Connection connection, long only) throws SQLException {
    double millis = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()")) {
      while (rows.next()) {
        long pid = rows.getLong(1);
        if (only < 0 || pid == only) {
          millis += cpuMillis(pid);
        }
      }
    }
    return millis;
  }

  private static double cpuMillis(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000.0 / CLOCK_TICKS;
    } catch (IOException | NumberFormatException e) {
      // Another system than Linux, or the process ended: no CPU time then.
      return 0;
    }
  }

  private static String plainSql() {
    try (InputStream in = TileBench.class.getResourceAsStream("plain-tile.sql")) {
      if (in == null) {
        throw new IllegalStateException("plain-tile.sql is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
