package org.gridmap.backend.event.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The file that ships. */
public final class ShippedEvents {
  private ShippedEvents() {}

  public static Workflows read() {
    return EventsFile.read("events.yaml", new StringReader(text()));
  }

  static String text() {
    try (InputStream in =
        Objects.requireNonNull(ShippedEvents.class.getResourceAsStream("/events.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
