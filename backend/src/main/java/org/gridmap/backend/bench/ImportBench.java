package org.gridmap.backend.bench;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridmap.backend.intake.Intake;
import org.gridmap.backend.intake.IntakeOrder;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.Lattice;
import org.locationtech.jts.geom.Coordinate;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A file of houses through the whole import (reading, guarding, placing, preparing the map),
 * against COPY of the very same rows into a table with the same columns and indexes.
 */
public final class ImportBench {
  private final Intake intake;
  private final JdbcTemplate jdbc;

  /** Measures on a database that may hold anything; what it imports, it removes. */
  public ImportBench(Intake intake, JdbcTemplate jdbc) {
    this.intake = intake;
    this.jdbc = jdbc;
  }

  /**
   * @param houses how many
   */
  public BenchRow run(int houses) throws IOException {
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

  private static void write(Path file, int houses) throws IOException {
    Lattice lattice = new Lattice(houses, 20, 20);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"type\":\"FeatureCollection\",\"features\":[\n");
      String separator = "";
      for (Iterator<DemoHouse> i = lattice.houseIterator(); i.hasNext(); ) {
        DemoHouse house = i.next();
        out.write(separator);
        out.write(
            String.format(
                Locale.ROOT,
                "{\"type\":\"Feature\",\"id\":\"%s\",\"properties\":{\"housenumber\":\"%s\",\"address\":\"%s\","
                    + "\"floors\":%d},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[",
                house.sourceId(),
                house.number(),
                house.address(),
                house.floors()));
        String comma = "";
        for (Coordinate corner : house.footprint().getExteriorRing().getCoordinates()) {
          out.write(String.format(Locale.ROOT, "%s[%.8f,%.8f]", comma, corner.x, corner.y));
          comma = ",";
        }
        out.write("]]}}");
        separator = ",\n";
      }
      out.write("\n]}\n");
    }
  }
}
