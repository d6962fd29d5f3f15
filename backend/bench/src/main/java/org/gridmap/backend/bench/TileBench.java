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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.gridmap.backend.map.TileRenderer;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Tiles that nobody has asked for yet, against plain SQL that makes the same tiles from the stored
 * geometry, and against MapServer where it is installed. The sides take turns tile by tile on one
 * thread, so that whatever else the machine does hits all of them.
 */
final class TileBench {
  /** Zooms as people look at a public map: {zoom, share of 1000}. */
  private static final int[][] MIX = {
    {9, 65}, {10, 83}, {11, 82}, {12, 113}, {13, 154}, {14, 154}, {15, 156}, {16, 117}, {17, 76}
  };

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
   * Draws every tile of a list on all sides, {@code rounds} times after one round of warming up.
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
      Map<String, Painter> painters = new LinkedHashMap<>();
      painters.put("", ours(watch));
      painters.put("plain SQL, same features", plain(watch, plain, backend(reference)));
      if (!MapServer.isInstalled()) {
        List<BenchRow> rows = cold(list, rounds, painters, deepestLevels(watch));
        rows.add(withoutMapServer());
        return rows;
      }
      try (MapServer peer = MapServer.start(dataSource)) {
        painters.put("MapServer, same features", mapServer(watch, peer));
        return cold(list, rounds, painters, deepestLevels(watch));
      }
    }
  }

  private List<BenchRow> cold(
      List<TileCoordinate> list,
      int rounds,
      Map<String, Painter> painters,
      Map<Integer, Integer> deepest)
      throws SQLException, IOException {
    List<String> names = List.copyOf(painters.keySet());
    Side[] sides = names.stream().map(name -> new Side()).toArray(Side[]::new);
    int largest = 0;
    for (int round = 0; round <= rounds; round++) {
      double[][] before = new double[sides.length][];
      for (int side = 0; side < sides.length; side++) {
        before[side] = painter(painters, names, side).cpuMillis();
        sides[side].begin();
      }
      for (TileCoordinate tile : list) {
        byte[] mine = new byte[0];
        for (int side = 0; side < sides.length; side++) {
          long start = System.nanoTime();
          byte[] drawn =
              painter(painters, names, side).draw(tile, deepest.getOrDefault(tile.zoom(), 1));
          sides[side].took(System.nanoTime() - start, classOf(tile.zoom()));
          if (side == 0) {
            mine = drawn;
            largest = Math.max(largest, mine.length);
          } else if (round == 0 && !sameContent(mine, drawn, tile.zoom())) {
            sides[side].different++;
          }
        }
      }
      for (int side = 0; round > 0 && side < sides.length; side++) {
        sides[side].end(before[side], painter(painters, names, side).cpuMillis());
      }
    }
    List<BenchRow> rows = new ArrayList<>();
    for (int side = 1; side < sides.length; side++) {
      for (int k = 0; k < sides[0].perSecond.size(); k++) {
        rows.add(row(names.get(side), k, sides[0], sides[side], rounds, list.size(), largest));
      }
    }
    return rows;
  }

  private static Painter painter(Map<String, Painter> painters, List<String> names, int side) {
    return Objects.requireNonNull(painters.get(names.get(side)));
  }

  private static BenchRow row(
      String reference, int k, Side ours, Side theirs, int rounds, int tiles, int largest) {
    boolean plain = reference.startsWith("plain");
    String note =
        k > 0
            ? ours.counts[k] + " tiles"
            : String.format(
                Locale.ROOT,
                "CPU ms per tile: program %.2f + database %.2f against %.2f + %.2f; largest %d KB; %d"
                    + " of %d tiles with other features",
                ours.cpu[0] / tiles / rounds,
                ours.cpu[1] / tiles / rounds,
                theirs.cpu[0] / tiles / rounds,
                theirs.cpu[1] / tiles / rounds,
                largest / 1000,
                theirs.different,
                tiles);
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
