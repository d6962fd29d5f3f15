package org.gridmap.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Homes of installations under test: keys and anchors go there. Gone at the end. */
public final class TestHome {
  private TestHome() {}

  /** A new empty home. */
  public static Path create() {
    try {
      Path home = Files.createTempDirectory("gridmap-home");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path home) {
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
