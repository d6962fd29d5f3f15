package org.gridmap.backend.operations.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Shows a starting server's steps from its log: the lines that carry {@link #MARK}. */
final class LogFollower {
  /** Mark of a line that the person at the terminal should see. */
  static final String MARK = "» ";

  private static final int TAIL_LINES = 15;

  private final Path log;
  private long position;

  LogFollower(Path log, long position) {
    this.log = log;
    this.position = position;
  }

  /** Prints the steps that were written since; returns whether there were any. */
  boolean printSteps() throws IOException {
    if (!Files.exists(log)) {
      return false;
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) (file.length() - position)];
      file.seek(position);
      file.readFully(bytes);
      int whole = lastLineEnd(bytes) + 1;
      position += whole;
      List<String> steps =
          new String(bytes, 0, whole, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.contains(MARK))
              .toList();
      steps.forEach(
          line -> System.out.println("· " + line.substring(line.indexOf(MARK) + MARK.length())));
      return !steps.isEmpty();
    }
  }

  String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private static int lastLineEnd(byte[] bytes) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
