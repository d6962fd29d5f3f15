package org.gridmap.backend.bench;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.gridmap.backend.intake.Intake;
import org.gridmap.backend.intake.IntakeOrder;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A file of houses through the whole import (reading, guarding, placing, preparing the map),
 * against COPY of the very same rows into a table with the same columns and indexes.
 */
final class ImportBench {
  private final Intake intake;
  private final JdbcTemplate jdbc;

  /** Measures on a database that may hold anything; what it imports, it removes. */
  ImportBench(Intake intake, JdbcTemplate jdbc) {
    this.intake = intake;
    this.jdbc = jdbc;
  }

  /**
   * @param houses how many
   */
  BenchRow run(int houses) throws IOException {
    Path file = Files.createTempFile("gridmap-bench", ".geojson");
    try {
      write(file, houses);
      long start = System.nanoTime();
      intake.run(
          new IntakeOrder(
              List.of(file),
              IntakeOrder.Content.HOUSES,
              null,
              null,
              null,
              null,
              null,
              Map.of(),
              null,
              false),
          (step, rows, share) -> {});
      double ours = (System.nanoTime() - start) / 1e9;
      String source = String.valueOf(file.getFileName());
      double theirs = copySeconds(source);
      jdbc.update("DELETE FROM house WHERE source = ?", source);
      return new BenchRow(
          String.format(Locale.ROOT, "import of %,d houses", houses),
          "COPY of the same rows",
          houses / ours,
          houses / theirs,
          "rows/s",
          theirs / ours,
          "≥ 0.5",
          "",
          1,
          "the import reads, guards, places and prepares tiles as well");
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private double copySeconds(String source) {
    String columns =
        "id, source, source_id, number, address, name, aliases, entrance, footprint, floors,"
            + " height_metres, structure, use, resident_count, synthetic, attribution";
    jdbc.execute("CREATE TABLE bench_copy (LIKE house INCLUDING ALL)");
    try {
      Double seconds =
          jdbc.execute((Connection connection) -> {
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            try {
              ByteArrayOutputStream rows = new ByteArrayOutputStream();
              copies.copyOut(
                  "COPY (SELECT "
                      + columns
                      + " FROM house WHERE source = '"
                      + source
                      + "' ORDER BY id) TO STDOUT",
                  rows);
              byte[] bytes = rows.toByteArray();
              long start = System.nanoTime();
              copies.copyIn(
                  "COPY bench_copy (" + columns + ") FROM STDIN", new ByteArrayInputStream(bytes));
              return (System.nanoTime() - start) / 1e9;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      return seconds == null ? Double.NaN : seconds;
    } finally {
      jdbc.execute("DROP TABLE bench_copy");
    }
  }

  /** Houses of 9 × 7 m or so, side by side in rows of 500. */
  private static void write(Path file, int houses) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"type\":\"FeatureCollection\",\"features\":[\n");
      for (int i = 0; i < houses; i++) {
        double west = 118.62 + i % 500 * 0.00015;
        double south = 24.83 + i / 500 * 0.00015;
        double east = west + random.nextDouble(0.00008, 0.0001);
        double north = south + random.nextDouble(0.00006, 0.00008);
        out.write(
            String.format(
                Locale.ROOT,
                "%1$s{\"type\":\"Feature\",\"id\":\"L%2$d\",\"properties\":{\"housenumber\":\"第%3$d路%2$d号\","
                    + "\"address\":\"格阵第%3$d路%2$d号\",\"floors\":%4$d},\"geometry\":{\"type\":\"Polygon\","
                    + "\"coordinates\":[[[%5$.8f,%6$.8f],[%7$.8f,%6$.8f],[%7$.8f,%8$.8f],[%5$.8f,%8$.8f],"
                    + "[%5$.8f,%6$.8f]]]}}",
                i == 0 ? "" : ",\n",
                i + 1,
                i / 500 + 1,
                random.nextInt(1, 13),
                west,
                south,
                east,
                north));
      }
      out.write("\n]}\n");
    }
  }
}
