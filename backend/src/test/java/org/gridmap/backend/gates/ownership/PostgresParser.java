package org.gridmap.backend.gates.ownership;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** PostgreSQL's own parser, as WebAssembly in a child process of Node. */
final class PostgresParser {
  private static final Path SCRIPT = Path.of("../web-map/gates/postgres.mjs");
  private static final Path PARSER = Path.of("../web-map/node_modules/libpg-query");
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * A text to parse.
   *
   * @param text statements, with parameters as {@code ?} or {@code :name}
   * @param language {@code sql}, or {@code plpgsql} for one whole CREATE FUNCTION
   */
  record Source(String text, String language) {
    static Source sql(String text) {
      return new Source(text, "sql");
    }
  }

  /**
   * What the parser said: trees of statements, or why there are none.
   *
   * @param trees the statements as JSON, as libpg_query gives them
   * @param error PostgreSQL's words if the text is no SQL
   */
  record Parsed(List<JsonNode> trees, @Nullable String error) {}

  private PostgresParser() {}

  /** Parses all texts, in one process because that is what takes the time. */
  static List<Parsed> parse(List<Source> sources) {
    if (!Files.exists(PARSER)) {
      throw new IllegalStateException(
          "run npm ci in web-map first: this gate uses its libpg-query");
    }
    try {
      Process node =
          new ProcessBuilder("node", SCRIPT.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (OutputStream in = node.getOutputStream()) {
        JSON.writeValue(in, sources);
      }
      JsonNode answers = JSON.readTree(node.getInputStream());
      if (node.waitFor() != 0) {
        throw new IllegalStateException("the parser ended with status " + node.exitValue());
      }
      List<Parsed> all = new ArrayList<>();
      for (JsonNode answer : answers) {
        List<JsonNode> trees = new ArrayList<>();
        answer.path("trees").forEach(trees::add);
        all.add(new Parsed(trees, answer.has("error") ? answer.get("error").asString() : null));
      }
      return all;
    } catch (IOException e) {
      throw new IllegalStateException("Node does not run the parser", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
