package org.gridmap.backend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code gridmap} itself, on a checkout whose Maven and Java note what they are asked.
 */
class DoorScriptTest {
  private static final String BUILD =
      """
      mkdir "$ROOT/busy" || echo clash >>"$ROOT/asked"
      sleep 0.4
      rmdir "$ROOT/busy"
      echo build >>"$ROOT/asked"
      """;

  /** Writes a start-up cache slowly; as a command it says what cache it finds. */
  private static final String JAVA =
      """
      for word in "$@"; do
        case $word in
          -XX:AOTCacheOutput=*)
            echo train >>"$ROOT/asked"
            echo half >"${word#*=}"
            sleep 0.4
            echo whole >"${word#*=}"
            exit 0 ;;
          -XX:AOTCache=*) cat "${word#*=}" ;;
        esac
      done
      """;

  @TempDir private Path folder;

  @Test
  void commands_started_together_build_once_and_none_starts_from_half_a_cache() throws Exception {
    Path root = Files.createDirectories(folder.resolve("checkout"));
    Files.copy(Path.of("..", "gridmap"), root.resolve("gridmap"));
    Files.createDirectories(root.resolve("geodata"));
    Files.createDirectories(root.resolve("backend/src"));
    Files.createDirectories(root.resolve("backend/target"));
    Files.writeString(root.resolve("backend/pom.xml"), "");
    Files.writeString(root.resolve("pom.xml"), "");
    Path layer = Files.writeString(folder.resolve("a.geojson"), "{}");
    Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    program(jdk.resolve("bin/javac"), "exit 0");
    program(jdk.resolve("bin/java"), JAVA);
    program(jdk.resolve("bin/mvn"), BUILD);
    program(jdk.resolve("bin/ogr2ogr"), "exit 0");

    List<Process> checks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ProcessBuilder check = new ProcessBuilder("sh", root + "/gridmap", "check", layer.toString());
      check
          .environment()
          .putAll(
              Map.of(
                  "JAVA_HOME", jdk.toString(),
                  "ROOT", root.toString(),
                  "GRIDMAP_HOME", root + "/.gridmap"));
      checks.add(check.redirectError(folder.resolve("said" + i).toFile()).start());
    }

    for (Process check : checks) {
      assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(check.exitValue()).isZero();
      assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("whole\n");
    }
    assertThat(Files.readAllLines(root.resolve("asked"))).containsExactly("build", "train");
  }

  private static void program(Path path, String text) throws Exception {
    Files.writeString(path, "#!/bin/sh\n" + text);
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }
}
