package org.gridmap.backend.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishing a plan over HTTP, from the order to the answer, after its approval wrote grids,
 * closure, the leaf of each house and tiles; against COPY of the very rows that both wrote into
 * tables with the same columns and indexes.
 */
final class PublishBench {
  private static final JsonMapper JSON = new JsonMapper();

  /** What a division consists of. */
  private static final List<String> TABLES =
      List.of("grid", "grid_closure", "house_grid", "grid_tile", "grid_border_tile");

  private final JdbcTemplate jdbc;
  private final BenchPage author;
  private final BenchPage decider;

  PublishBench(JdbcTemplate jdbc, BenchDoor author, BenchDoor decider, int port) {
    this.jdbc = jdbc;
    this.author = new BenchPage(author, port);
    this.decider = new BenchPage(decider, port);
  }

  /**
   * @param division the division in force, which both doors' owners may redraw
   * @param leaves how many leaf grids it has
   * @param houses how many houses lie in them
   * @param goalSeconds how long it may take
   */
  BenchRow run(long division, int leaves, int houses, double goalSeconds)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode plan =
          JSON.readTree(
              author.send(
                  client,
                  "POST",
                  "/api/plans",
                  Map.of("name", "bench", "divisionId", division),
                  null));
      String path = "/api/plans/" + plan.get("id").asLong();
      JsonNode edge =
          EditBench.inner(
                  JSON.readTree(author.send(client, "GET", path + "/partition", null, null)))
              .getFirst();
      long version = plan.get("version").asLong();
      version = move(client, author, path + "/operations", EditBench.bend(edge), version);
      version = move(client, author, path + "/submit", Map.of(), version);
      long start = System.nanoTime();
      version = move(client, decider, path + "/approve", Map.of(), version);
      double approved = (System.nanoTime() - start) / 1e9;
      start = System.nanoTime();
      JsonNode published =
          JSON.readTree(decider.send(client, "POST", path + "/publish", Map.of(), version));
      double ours = (System.nanoTime() - start) / 1e9;
      double theirs = copySeconds(published.get("divisionId").asLong());
      return new BenchRow(
          String.format(
              Locale.ROOT,
              "publishing a plan of %,d leaf grids and %,d houses over HTTP",
              leaves,
              houses),
          "COPY of the same rows",
          ours,
          theirs,
          "s",
          ours / theirs,
          String.format(Locale.ROOT, "≤ %.1f s", goalSeconds),
          "",
          1,
          String.format(
              Locale.ROOT,
              "what is copied was written at the approval, which took %.1f s and holds up nobody who"
                  + " publishes",
              approved));
    }
  }

  private static long move(
      HttpClient client, BenchPage page, String path, Object body, long version)
      throws IOException, InterruptedException {
    return JSON.readTree(page.send(client, "POST", path, body, version)).get("version").asLong();
  }

  private double copySeconds(long division) {
    double seconds = 0;
    for (String table : TABLES) {
      jdbc.execute("CREATE TABLE bench_copy (LIKE " + table + " INCLUDING ALL)");
      try {
        Double one =
            jdbc.execute(
                (ConnectionCallback<Double>) connection -> copy(connection, table, division));
        seconds += one == null ? 0 : one;
      } finally {
        jdbc.execute("DROP TABLE bench_copy");
      }
    }
    return seconds;
  }

  private static double copy(Connection connection, String table, long division)
      throws SQLException {
    var copies = connection.unwrap(PGConnection.class).getCopyAPI();
    try {
      ByteArrayOutputStream rows = new ByteArrayOutputStream();
      copies.copyOut(
          "COPY (SELECT * FROM " + table + " WHERE division_id = " + division + ") TO STDOUT",
          rows);
      long start = System.nanoTime();
      copies.copyIn("COPY bench_copy FROM STDIN", new ByteArrayInputStream(rows.toByteArray()));
      return (System.nanoTime() - start) / 1e9;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
