package org.gridmap.backend.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what the server logs. */
class ServerLogTest {
  @Test
  void the_log_is_for_whoever_runs_the_server_and_nobody_else(@TempDir Path home)
      throws IOException {
    Path fresh = home.resolve("fresh.log");
    Path older = Files.writeString(home.resolve("older.log"), "an older line\n");
    Files.setPosixFilePermissions(older, PosixFilePermissions.fromString("rw-r--r--"));
    for (Path log : new Path[] {fresh, older}) {
      ServerProcess.closeToOthers(log);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
          .isEqualTo("rw-------");
    }
    assertThat(Files.readString(older)).isEqualTo("an older line\n");
  }
}
