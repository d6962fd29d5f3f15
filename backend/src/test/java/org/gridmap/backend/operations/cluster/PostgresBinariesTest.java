package org.gridmap.backend.operations.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
  @TempDir private Path folder;

  @Test
  void without_a_server_the_start_fails_and_says_what_to_install() {
    assertThatThrownBy(() -> PostgresBinaries.get(List.of()))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("apt-get install");
  }

  @Test
  void a_server_that_is_too_old_counts_as_none() throws Exception {
    for (String tool : List.of("initdb", "pg_ctl", "pg_config")) {
      Path script = folder.resolve(tool);
      Files.writeString(script, "#!/bin/sh\necho 'initdb (PostgreSQL) 14.9'\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
    assertThatThrownBy(() -> PostgresBinaries.get(List.of(folder)))
        .isInstanceOf(ClusterException.class);
  }

  @Test
  void the_newest_server_with_postgis_on_this_machine_is_taken() {
    assertThat(PostgresBinaries.get().major())
        .isGreaterThanOrEqualTo(PostgresBinaries.OLDEST_MAJOR);
  }
}
