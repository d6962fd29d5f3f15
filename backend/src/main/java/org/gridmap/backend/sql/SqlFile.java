package org.gridmap.backend.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One SQL statement with named parameters, kept in a file on the class path so that it can be read,
 * coloured and run by hand.
 */
public final class SqlFile {
  private final String text;

  private SqlFile(String text) {
    this.text = text;
  }

  /**
   * The statement of a file in the package of a class.
   *
   * @param neighbour a class of the package
   * @param name file name, such as {@code grid-card.sql}
   * @throws IllegalArgumentException if there is no such file
   */
  public static SqlFile of(Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + name + " beside " + neighbour.getSimpleName());
      }
      return new SqlFile(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The statement, ready for its parameters. */
  public JdbcClient.StatementSpec on(JdbcClient jdbc) {
    return jdbc.sql(text);
  }

  /** The statement as it stands in the file. */
  public String text() {
    return text;
  }
}
