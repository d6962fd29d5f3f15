package org.gridmap.backend.operations.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/**
 * The log file for unexpected exceptions, with their stack traces. The terminal gets a sentence: a
 * stack trace helps nobody there, and may hold what a terminal should not show.
 */
final class ErrorLog {
  private ErrorLog() {}

  /** Says in a sentence that something went wrong, and where it is written; the exit status. */
  static int explain(Throwable fault) {
    String kind = fault.getClass().getSimpleName();
    String where = "";
    try {
      Path log = Installation.get().home().resolve("fault.log");
      Files.createDirectories(log.getParent());
      Files.deleteIfExists(log);
      Files.createFile(
          log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      StringWriter text = new StringWriter();
      fault.printStackTrace(new PrintWriter(text));
      Files.writeString(log, Instant.now() + "\n" + text, StandardCharsets.UTF_8);
      where = " What happened is written in " + log + ".";
    } catch (IOException | RuntimeException e) {
      where = " It could not be written down either: is the disk full?";
    }
    System.err.println("Something went wrong that should not (" + kind + ")." + where);
    return GridMap.FAILED;
  }
}
