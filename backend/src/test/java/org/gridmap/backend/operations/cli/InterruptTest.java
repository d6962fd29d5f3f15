package org.gridmap.backend.operations.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C: a process of its own that is told to end while it works. */
class InterruptTest {
  @TempDir private Path folder;
  private Path temporary;
  private Path grids;

  @BeforeEach
  void writeManyGrids() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    grids = folder.resolve("grids.csv");
    List<String> lines = new ArrayList<>(List.of("WKT,code"));
    for (int i = 0; i < 40_000; i++) {
      int x = 500_000 + 100 * (i % 200);
      int y = 2_700_000 + 100 * (i / 200);
      lines.add(
          "\"POLYGON ((%1$d %2$d,%3$d %2$d,%3$d %4$d,%1$d %4$d,%1$d %2$d))\",g%5$d"
              .formatted(x, y, x + 100, y + 100, i));
    }
    Files.write(grids, lines);
  }

  @Test
  void a_check_that_is_interrupted_while_it_reads_leaves_nothing_and_says_nothing()
      throws Exception {
    Path report = folder.resolve("report.txt");
    Process check = start("--out", report.toString());
    await(check, "gridmap-read-");
    interrupt(check);
    assertThat(report).doesNotExist();
    assertNothingIsLeft();
  }

  @Test
  void a_repair_that_is_interrupted_while_it_writes_keeps_what_stood_there() throws Exception {
    Path out = folder.resolve("out.gpkg");
    Files.writeString(out, "of yesterday");
    Process check = start("--fix", out.toString(), "--overwrite");
    await(check, "layer.gpkg");
    interrupt(check);
    assertThat(out).hasContent("of yesterday");
    assertNothingIsLeft();
  }

  private Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    // A background job of a shell ignores Ctrl-C, and its children would inherit that.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary));
    command.addAll(
        List.of("-Dgridmap.root=" + folder, "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(GridMap.class.getName(), "check", grids.toString(), "--crs", "EPSG:4549"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("GRIDMAP_HOME");
    return builder
        .redirectOutput(folder.resolve("stdout").toFile())
        .redirectError(folder.resolve("stderr").toFile())
        .start();
  }

  private void await(Process check, String name) throws Exception {
    while (list(temporary).noneMatch(path -> path.getFileName().toString().startsWith(name))) {
      assertThat(check.isAlive()).as(Files.readString(folder.resolve("stderr"))).isTrue();
      Thread.sleep(10);
    }
  }

  /** As a shell does it; 128 and the number of the signal is what it calls an interruption. */
  private static void interrupt(Process check) throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(check.pid())).start().waitFor();
    assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(check.exitValue()).isEqualTo(130);
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(Files.readString(folder.resolve("stderr"), UTF_8)).isEmpty();
    assertThat(folder.resolve(".gridmap")).doesNotExist();
    assertThat(list(temporary).filter(path -> path.toString().contains("gridmap-"))).isEmpty();
    assertThat(list(folder).filter(path -> path.toString().endsWith(".part"))).isEmpty();
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
        .noneMatch(info -> info.commandLine().orElse("").contains(temporary.toString()));
  }

  private static Stream<Path> list(Path start) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(start)) {
      files.forEach(found::add);
    } catch (java.io.UncheckedIOException e) {
      // A folder went while it was looked into; what was found so far will do.
      return found.stream();
    }
    return found.stream();
  }
}
