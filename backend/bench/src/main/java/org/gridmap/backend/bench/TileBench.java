package org.gridmap.backend.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
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
import org.gridmap.backend.map.TileRenderer;
import org.gridmap.geodata.tile.TileCoordinate;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Tiles that nobody has asked for yet, against plain SQL that makes the same tiles from the stored
 * geometry, and then against MapServer where it is installed. The two sides take turns tile by tile
 * on one thread, so that whatever else the machine does hits both; each is the first of them in
 * every other round, because the second finds the rows of the tile in the processor's caches.
 */
final class TileBench {
  /** Zooms as people look at a public map: {zoom, share of 1000}. */
  private static final int[][] MIX = {
    {9, 65}, {10, 83}, {11, 82}, {12, 113}, {13, 154}, {14, 154}, {15, 156}, {16, 117}, {17, 76}
  };

  /** Until the compiler of the JVM is through with what draws: a server draws for weeks. */
  private static final int WARMING_ROUNDS = 10;

  private static final String[] CLASSES = {"overview z9-11", "district z12-13", "street z14-17"};
  private static final String[] GOALS = {"≥ 3.5", "", "", "≥ 2.5"};

  private final DriverManagerDataSource dataSource;
  private final TileRenderer renderer;

  /**
   * Measures on whatever the database holds; it must hold grids.
   *
   * @param dataSource opens connections of the owner of the tables
   */
  TileBench(DriverManagerDataSource dataSource, TileRenderer renderer) {
    this.dataSource = dataSource;
    this.renderer = renderer;
  }

  /** Who draws tiles, and the CPU time that all of it has taken so far. */
  private interface Painter {
    byte[] draw(TileCoordinate tile, int deepest) throws SQLException, IOException;

    /** Milliseconds of the drawing program and of the database. */
    double[] cpuMillis() throws SQLException;
  }

  /**
   * Draws every tile of a list on two sides, {@code rounds} times after some rounds of warming up.
   *
   * @param bounds where the tiles lie, degrees
   * @param tiles how many
   * @return against each reference one row for the whole list and one for each class of zooms
   */
  List<BenchRow> cold(Envelope bounds, int tiles, int rounds)
      throws SQLException, IOException, InterruptedException {
    List<TileCoordinate> list = list(bounds, tiles);
    try (Connection watch = dataSource.getConnection();
        Connection reference = dataSource.getConnection();
        PreparedStatement plain = reference.prepareStatement(plainSql())) {
      Pair pair = new Pair(list, ours(watch), deepestLevels(watch));
      List<BenchRow> rows =
          new ArrayList<>(
              pair.against(
                  "plain SQL, same features",
                  plain(watch, plain, backend(reference)),
                  WARMING_ROUNDS,
                  rounds));
      if (MapServer.isInstalled()) {
        try (MapServer peer = MapServer.start(dataSource)) {
          rows.addAll(
              pair.against("MapServer, same features", mapServer(watch, peer), 1, rounds / 2 + 1));
        }
      } else {
        rows.add(withoutMapServer());
      }
      return rows;
    }
  }

  /** Ours, and who is measured beside it. */
  private record Pair(List<TileCoordinate> list, Painter ours, Map<Integer, Integer> deepest) {
    List<BenchRow> against(String reference, Painter theirs, int warming, int rounds)
        throws SQLException, IOException {
      List<Painter> painters = List.of(ours, theirs);
      List<Side> sides = List.of(new Side(), new Side());
      int largest = 0;
      for (int round = -warming; round < rounds; round++) {
        double[][] before = {ours.cpuMillis(), theirs.cpuMillis()};
        sides.forEach(Side::begin);
        for (TileCoordinate tile : list) {
          byte[][] drawn = new byte[2][];
          for (int turn = 0; turn < 2; turn++) {
            int side = (turn + round) & 1;
            long start = System.nanoTime();
            drawn[side] = painters.get(side).draw(tile, deepest.getOrDefault(tile.zoom(), 1));
            sides.get(side).took(System.nanoTime() - start, classOf(tile.zoom()));
          }
          largest = Math.max(largest, drawn[0].length);
          if (round == 0) {
            sides.get(1).compare(TileContents.lacking(drawn[0], drawn[1], tile));
          }
        }
        for (int side = 0; round >= 0 && side < 2; side++) {
          sides.get(side).end(before[side], painters.get(side).cpuMillis());
        }
      }
      List<BenchRow> rows = new ArrayList<>();
      for (int k = 0; k <= CLASSES.length; k++) {
        rows.add(row(reference, k, sides.get(0), sides.get(1), rounds, list.size(), largest));
      }
      return rows;
    }
  }

  private static BenchRow row(
      String reference, int k, Side ours, Side theirs, int rounds, int tiles, int largest) {
    boolean plain = reference.startsWith("plain");
    String note =
        k > 0
            ? ours.counts[k] + " tiles"
            : String.format(
                Locale.ROOT,
                "CPU ms per tile: program %.2f + database %.2f against %.2f + %.2f; largest %d KB;"
                    + " in %d of %d tiles ours holds less%s (slivers of a unit at the edge aside:"
                    + " ours rounds before it clips)",
                ours.cpu[0] / tiles / rounds,
                ours.cpu[1] / tiles / rounds,
                theirs.cpu[0] / tiles / rounds,
                theirs.cpu[1] / tiles / rounds,
                largest / 1000,
                theirs.different,
                tiles,
                theirs.first);
    return Rounds.of(ours.perSecond.get(k), theirs.perSecond.get(k))
        .row(
            "cold tile, " + (k == 0 ? "mix of a public map" : CLASSES[k - 1]),
            reference,
            "tiles/s, one connection",
            plain ? GOALS[k] : "",
            note);
  }

  private static BenchRow withoutMapServer() {
    return new BenchRow(
        "cold tile, mix of a public map",
        "MapServer, same features",
        Double.NaN,
        Double.NaN,
        "tiles/s, one connection",
        Double.NaN,
        "",
        "",
        0,
        "not measured: mapserv and spawn-fcgi are not both installed");
  }

  /** What one side took. */
  private static final class Side {
    private final List<List<Double>> perSecond =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final double[] cpu = new double[2];
    private double[] nanos = new double[4];
    private int[] counts = new int[4];
    private int different;
    private String first = "";

    void compare(String lacking) {
      if (!lacking.isEmpty()) {
        first = different == 0 ? lacking : first;
        different++;
      }
    }

    void begin() {
      nanos = new double[4];
      counts = new int[4];
    }

    void took(long time, int zooms) {
      for (int k : new int[] {0, 1 + zooms}) {
        nanos[k] += time;
        counts[k]++;
      }
    }

    void end(double[] before, double[] after) {
      for (int i = 0; i < cpu.length; i++) {
        cpu[i] += after[i] - before[i];
      }
      for (int k = 0; k < nanos.length; k++) {
        perSecond.get(k).add(counts[k] / (nanos[k] / 1e9));
      }
    }
  }

  private Painter ours(Connection watch) {
    return new Painter() {
      private long nanos;

      @Override
      public byte[] draw(TileCoordinate tile, int deepest) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        byte[] drawn = renderer.render(tile, null, false);
        nanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        return drawn;
      }

      @Override
      public double[] cpuMillis() throws SQLException {
        return new double[] {nanos / 1e6, databaseCpuMillis(watch, "usename = 'gridmap_map'")};
      }
    };
  }

  private static Painter plain(Connection watch, PreparedStatement statement, long backend) {
    return new Painter() {
      @Override
      public byte[] draw(TileCoordinate tile, int deepest) throws SQLException {
        statement.setInt(1, tile.zoom());
        statement.setInt(2, tile.x());
        statement.setInt(3, tile.y());
        statement.setInt(4, deepest);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return row.getBytes(1);
        }
      }

      @Override
      public double[] cpuMillis() throws SQLException {
        return new double[] {0, databaseCpuMillis(watch, "pid = " + backend)};
      }
    };
  }

  private static Painter mapServer(Connection watch, MapServer peer) {
    return new Painter() {
      @Override
      public byte[] draw(TileCoordinate tile, int deepest) throws IOException {
        return peer.draw(tile, deepest);
      }

      @Override
      public double[] cpuMillis() throws SQLException {
        return new double[] {
          Programs.cpuMillis(peer.pid()),
          databaseCpuMillis(watch, "application_name = '" + MapServer.APPLICATION + "'")
        };
      }
    };
  }

  /** Half of the tiles at any place, half where houses are, as people look where people live. */
  List<TileCoordinate> list(Envelope bounds, int tiles) throws SQLException {
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

  /** CPU time of some of the database's processes so far. */
  private static double databaseCpuMillis(Connection connection, String which) throws SQLException {
    double millis = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND "
                    + which)) {
      while (rows.next()) {
        millis += Programs.cpuMillis(rows.getLong(1));
      }
    }
    return millis;
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
