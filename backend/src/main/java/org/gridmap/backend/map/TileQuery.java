package org.gridmap.backend.map;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A statement for tiles, kept in a file beside the class that runs it, with question marks for its
 * parameters.
 */
public final class TileQuery {
  private final String text;

  private TileQuery(String text) {
    this.text = text;
  }

  /**
   * The statement of a file in the package of a class.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public static TileQuery of(Class<?> neighbour, String file) {
    try (InputStream in = neighbour.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + file + " beside " + neighbour.getSimpleName());
      }
      return new TileQuery(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return text;
  }
}
