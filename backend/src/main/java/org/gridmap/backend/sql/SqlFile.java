package org.gridmap.backend.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.AbstractSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One SQL statement with named parameters, kept in a file on the class path so that it can be read,
 * coloured and run by hand.
 */
public final class SqlFile {
  private final String text;
  private final Set<String> parameters = new LinkedHashSet<>();

  private SqlFile(String text) {
    this.text = text;
    // The parser names the parameters to whoever is asked for their values.
    NamedParameterUtils.buildValueArray(
        NamedParameterUtils.parseSqlStatement(text),
        new AbstractSqlParameterSource() {
          @Override
          public boolean hasValue(String name) {
            return true;
          }

          @Override
          public Object getValue(String name) {
            return parameters.add(name);
          }
        },
        null);
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

  /** Names of its parameters. */
  public Set<String> parameters() {
    return parameters;
  }

  /** The statement as it stands in the file. */
  public String text() {
    return text;
  }
}
