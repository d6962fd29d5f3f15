package org.gridmap.backend.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sources name no folder of the machine they were written on, no registry, and no host outside:
 * the town works without a network.
 */
class RepositoryTextTest {
  private static final List<Path> ROOTS =
      List.of(
          Path.of("src"),
          Path.of("bench/src"),
          Path.of("../geodata/src"),
          Path.of("../web-map/src"),
          Path.of("openapi.json"));
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.])/(?:work|root|home/\\w+|tmp|Users/\\w+)/[\\w.]");
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?i)registry\\.npm|repo1?\\.maven|maven\\.aliyun|npmmirror|artifactory|nexus\\.|pypi\\.org");
  private static final Pattern HOST = Pattern.compile("(?i)\\b(?:https?|wss?)://([a-z0-9.-]+)");

  /**
   * Names that nobody fetches (identifiers, examples, names without a dot) and the machine itself.
   */
  private static final List<Pattern> HARMLESS =
      Stream.of(
              "www\\.opengis\\.net",
              "www\\.w3\\.org",
              "json-schema\\.org",
              "wiki\\.open311\\.org",
              "schemas\\.openxmlformats\\.org",
              "127\\.0\\.0\\.1",
              "(?:.*\\.)?example\\.\\w+",
              ".*\\.example",
              ".*\\.test",
              "[a-z0-9-]+")
          .map(host -> Pattern.compile(host, Pattern.CASE_INSENSITIVE))
          .toList();

  @Test
  void sources_name_no_machine_no_registry_and_no_outside_host() throws IOException {
    List<String> faults = new ArrayList<>();
    Set<Pattern> unneeded = new HashSet<>(HARMLESS);
    int files = 0;
    for (Path root : ROOTS) {
      for (Path file : listFiles(root)) {
        files++;
        String text = read(file);
        faults(text).forEach(fault -> faults.add(file + ": " + fault));
        unneeded.removeIf(
            harmless -> hosts(text).anyMatch(host -> harmless.matcher(host).matches()));
      }
    }
    assertThat(files).isGreaterThan(80);
    assertThat(faults).isEmpty();
    assertThat(unneeded).as("hosts that no source names any more").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Path.of(\"/work/shared\")",
        "see /root/.m2",
        "in /home/somebody/x",
        "https://registry.npmjs.org/x",
        "fetch('https://tiles.outside.net/1')",
        "wss://outside.net"
      })
  void a_fault_is_found(String text) {
    assertThat(faults(text)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.opengis.net/def/crs",
        "http://127.0.0.1:8080/",
        "a/work/b",
        "/api/tmp"
      })
  void what_is_harmless_is_left_alone(String text) {
    assertThat(faults(text)).isEmpty();
  }

  private static List<String> faults(String text) {
    List<String> faults = new ArrayList<>();
    for (Pattern pattern : List.of(MACHINE_PATH, REGISTRY)) {
      for (Matcher match = pattern.matcher(text); match.find(); ) {
        faults.add(match.group());
      }
    }
    hosts(text)
        .filter(host -> HARMLESS.stream().noneMatch(one -> one.matcher(host).matches()))
        .forEach(host -> faults.add("host " + host));
    return faults;
  }

  private static Stream<String> hosts(String text) {
    return HOST.matcher(text).results().map((MatchResult one) -> one.group(1));
  }

  private static List<Path> listFiles(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("RepositoryTextTest.java"))
          .toList();
    }
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      return ""; // a picture, a font or an archive
    }
  }
}
