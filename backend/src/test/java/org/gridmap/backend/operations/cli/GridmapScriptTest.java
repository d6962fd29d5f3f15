package org.gridmap.backend.operations.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The script {@code gridmap}, on a checkout in which nothing was ever built. */
class GridmapScriptTest {
  private static final Pattern LISTED =
      Pattern.compile("^ {4}([a-z-]+)\\) echo \"(.*)\" ;;$", Pattern.MULTILINE);

  /** A build that notices another one at work beside it. */
  private static final String BUILD =
      """
      mkdir "$ROOT/busy" || echo clash >>"$ROOT/asked"
      sleep 0.4
      rmdir "$ROOT/busy"
      echo build >>"$ROOT/asked"
      echo built >"$ROOT/backend/target/gridmap-backend.jar"
      """;

  /** Writes a start-up cache slowly; as a command it says what cache it finds. */
  private static final String SLOW_CACHE =
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

  @TempDir private Path fresh;

  @BeforeEach
  void cloneWithoutBuild() throws IOException {
    Files.copy(script(), fresh.resolve("gridmap"));
    Files.writeString(fresh.resolve("a.geojson"), "{}");
  }

  @Test
  void the_script_knows_the_words_of_every_command_as_the_command_line_does() throws IOException {
    Map<String, TreeSet<String>> listed = new TreeMap<>();
    LISTED
        .matcher(Files.readString(script()))
        .results()
        .forEach((MatchResult one) -> listed.put(one.group(1), words(one.group(2).split(" ", -1))));
    // The only ones that are the script's own; bench has a command line of its own, and a test.
    assertThat(listed.remove("test")).containsExactly("--only=");
    listed.remove("bench");
    Map<String, TreeSet<String>> taken = new TreeMap<>();
    new CommandLine(GridMap.class)
        .getSubcommands()
        .forEach((name, command) -> {
          CommandSpec spec = command.getCommandSpec();
          taken.put(name, words(spec));
          spec.subcommands()
              .forEach((own, below) -> taken.put(name + "-" + own, words(below.getCommandSpec())));
        });
    assertThat(listed).isEqualTo(taken);
  }

  private static TreeSet<String> words(CommandSpec spec) {
    Stream<String> options =
        spec.options().stream()
            .filter(option -> !option.usageHelp() && !option.versionHelp())
            .map(GridmapScriptTest::word);
    Stream<String> others =
        spec.positionalParameters().stream()
            .map(other -> other.paramLabel() + (other.arity().max() > 1 ? "…" : ""));
    return words(
        Stream.of(options, others, spec.subcommands().keySet().stream())
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private static String word(OptionSpec option) {
    return option.longestName() + (option.arity().max() == 0 ? "" : option.required() ? "=!" : "=");
  }

  private static TreeSet<String> words(String... words) {
    return Arrays.stream(words)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check a.geojson --parnt b.geojson | check does not know '--parnt'",
        "check | check needs a FILE",
        "check b.geojson | there is no file b.geojson",
        "check a.geojson a.geojson | check does not know 'a.geojson'",
        "check a.geojson --snap | check wants a value after --snap",
        "import a.geojson | import needs --as=",
        "import a.geojson --as=grids --dryrun | import does not know '--dryrun'",
        "import a.geojson --as --dry-run | import wants a value after --as",
        "bench --house=3 | bench does not know '--house='",
        "up --port abc | --port must be a number from 1 to 65535, not 'abc'",
        "up --port=70000 | --port must be a number from 1 to 65535, not '70000'",
        "up --sample quanzhou | there is no sample 'quanzhou'. There are: yangdai, zone.",
        "up --sample= | there is no sample ''. There are: yangdai, zone.",
        "up --sample | up wants a value after --sample",
        "up now | up does not know 'now'",
        "down --all | down does not know '--all'",
        "account invite | account invite needs a LOGIN",
        "account remove x | account does not know 'remove'",
        "keys rotate --json | keys rotate does not know '--json'",
        "audit verify --json=1 | audit verify does not know '--json='",
        "test me | test does not know 'me'",
        "test --only | test wants a value after --only",
        "test --only=NothingTest | there is no test NothingTest",
        "test --only nothing.spec.ts | there is no test nothing.spec.ts",
        "chekc a.geojson | there is no command 'chekc'"
      })
  void a_wrong_word_is_told_before_anything_is_installed_or_built(String words, String told)
      throws Exception {
    Process door = start(List.of(words.strip().split(" ", -1)), Map.of());
    assertThat(door.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(door.getErrorStream().readAllBytes(), UTF_8))
        .startsWith("gridmap: " + told)
        .hasLineCount(1);
    assertThat(door.exitValue()).isEqualTo(2);
    try (Stream<Path> files = Files.list(fresh)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder("gridmap", "a.geojson");
    }
  }

  @Test
  void of_two_first_starts_at_once_one_builds_and_the_other_waits_for_it() throws Exception {
    Files.createDirectories(fresh.resolve("geodata"));
    Files.createDirectories(fresh.resolve("backend/src"));
    Files.writeString(fresh.resolve("pom.xml"), "<project/>");
    Files.writeString(fresh.resolve("backend/pom.xml"), "<project/>");
    Path jdk = fresh.resolve("jdk");
    tool(jdk.resolve("bin/javac"), "exit 1");
    tool(jdk.resolve("bin/java"), "grep -c built '%s/log'".formatted(fresh));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    tool(
        fresh.resolve("tools/mvn"),
        "echo begun >>'%1$s/log'; sleep 1; echo built >>'%1$s/log'".formatted(fresh));
    Map<String, String> surroundings =
        Map.of(
            "JAVA_HOME",
            jdk.toString(),
            "PATH",
            fresh.resolve("tools") + ":" + System.getenv("PATH"));
    List<Process> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(start(List.of("keys", "status"), surroundings));
    }
    for (Process one : both) {
      assertThat(one.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(new String(one.getInputStream().readAllBytes(), UTF_8)).isEqualTo("1\n");
      assertThat(one.exitValue()).isZero();
    }
    assertThat(fresh.resolve("log")).hasContent("begun\nbuilt");
    // Whoever comes later does not wait for a command that is at work, only for one that builds.
    tool(jdk.resolve("bin/java"), "echo at work; exec sleep 60");
    Process running = start(List.of("keys", "status"), surroundings);
    try {
      assertThat(running.inputReader().readLine()).isEqualTo("at work");
      Process later = start(List.of("keys", "rotate"), surroundings);
      assertThat(later.inputReader().readLine()).isEqualTo("at work");
      later.destroy();
    } finally {
      running.destroy();
    }
  }

  @Test
  void commands_started_together_build_once_and_none_starts_from_half_a_cache() throws Exception {
    Files.createDirectories(fresh.resolve("geodata"));
    Files.createDirectories(fresh.resolve("backend/src"));
    Files.createDirectories(fresh.resolve("backend/target"));
    Files.writeString(fresh.resolve("pom.xml"), "<project/>");
    Files.writeString(fresh.resolve("backend/pom.xml"), "<project/>");
    Path renamed = fresh.resolve("backend/target/classes/db/migration/V15_1__renamed.sql");
    Files.createDirectories(renamed.getParent());
    Files.writeString(renamed, "");
    Path jar = fresh.resolve("backend/target/gridmap-backend.jar");
    Files.writeString(jar, "running");
    // A server keeps the file open; its name is not what it reads.
    Path open = Files.createLink(fresh.resolve("open.jar"), jar);
    Path jdk = fresh.resolve("jdk");
    Files.createDirectories(jdk);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    tool(jdk.resolve("bin/javac"), "exit 0");
    tool(jdk.resolve("bin/java"), SLOW_CACHE);
    tool(jdk.resolve("bin/mvn"), BUILD);
    tool(jdk.resolve("bin/ogr2ogr"), "exit 0");
    Map<String, String> surroundings =
        Map.of(
            "JAVA_HOME", jdk.toString(),
            "ROOT", fresh.toString(),
            "GRIDMAP_HOME", fresh.resolve(".gridmap").toString());

    List<Process> checks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      checks.add(start(List.of("check", "a.geojson"), surroundings));
    }

    for (Process check : checks) {
      assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(check.exitValue()).isZero();
      assertThat(new String(check.getInputStream().readAllBytes(), UTF_8)).isEqualTo("whole\n");
    }
    assertThat(Files.readAllLines(fresh.resolve("asked"))).containsExactly("build", "train");
    assertThat(open).hasContent("running");
    assertThat(jar).hasContent("built");
    // What an earlier version built is not packed into the new one.
    assertThat(renamed).doesNotExist();
    // An import starts from what the server keeps ready, if it does.
    List<String> words = List.of("import", "a.geojson", "--as", "grids");
    assertThat(start(words, surroundings).inputReader().readAllAsString()).isEmpty();
    Files.createDirectories(fresh.resolve(".gridmap"));
    Files.writeString(fresh.resolve(".gridmap/start-1f.aot"), "the server's\n");
    assertThat(start(words, surroundings).inputReader().readAllAsString())
        .isEqualTo("the server's\n");
  }

  private static void tool(Path file, String does) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + does + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(List<String> words, Map<String, String> surroundings) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "./gridmap"));
    command.addAll(words);
    ProcessBuilder door = new ProcessBuilder(command).directory(fresh.toFile());
    door.environment().putAll(surroundings);
    return door.start();
  }

  private static Path script() {
    return Path.of("../gridmap");
  }
}
