package org.gridmap.backend.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gridmap.backend.GridMapApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.modulith.NamedInterface;

/**
 * The tables of README, ARCHITECTURE and SETTINGS name everything that there is, once, and nothing
 * that there is not.
 */
class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path BACKEND = Path.of("src/main/java/org/gridmap/backend");
  private static final Path GEODATA = ROOT.resolve("geodata/src/main/java/org/gridmap/geodata");
  private static final Pattern CAPABILITY = Pattern.compile("^ {2}([a-z]+)( ::)? +\\S");
  private static final Pattern NESTED = Pattern.compile("^ {4}([a-z][a-z0-9]*)( ::)? +\\S");
  private static final Pattern SETTING =
      Pattern.compile("^\\| `(gridmap\\.[a-z0-9.-]+)` \\| (.+?) \\|", Pattern.MULTILINE);
  private static final Pattern COMMAND =
      Pattern.compile("^ {4}([a-z-]+)\\) echo \"(.*)\" ;;$", Pattern.MULTILINE);

  @Test
  void the_map_of_the_backend_names_every_module_once() throws Exception {
    assertThat(differences(modulesOfTheTree(), modulesOf(read("backend/ARCHITECTURE.md"))))
        .isEmpty();
  }

  @Test
  void the_map_of_geodata_names_every_package_once() throws IOException {
    List<String> there = new ArrayList<>(folders(GEODATA));
    there.add("geotools");
    String map = between(read("backend/ARCHITECTURE.md"), "\ngeodata/", "\nbackend/");
    List<String> told =
        map.lines()
            .filter(line -> line.matches(" {2}[a-z].*"))
            .flatMap(line -> found(Pattern.compile("\\b([a-z]+)/(?= )"), line).stream())
            .toList();
    assertThat(differences(there, told)).isEmpty();
  }

  @Test
  void the_table_of_gates_names_every_gate_once_and_none_that_is_gone() throws IOException {
    String table = between(read("backend/ARCHITECTURE.md"), "## Gates", "\nA missing PostgreSQL");
    List<String> told =
        table
            .lines()
            .filter(line -> line.startsWith("| "))
            .flatMap(line -> found(Pattern.compile("`([^`]+)`"), line.split("\\|")[1]).stream())
            .toList();
    List<String> gates = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/java/org/gridmap/backend/gates"))) {
      files.map(DocumentsTest::plainName).filter(name -> name.endsWith("Test")).forEach(gates::add);
    }
    gates.addAll(found(Pattern.compile("\"(check:[a-z]+)\":"), read("web-map/package.json")));

    assertThat(told).doesNotHaveDuplicates().containsAll(gates);
    assertThat(told.stream().filter(one -> !isThere(one))).isEmpty();
  }

  @Test
  void the_readme_names_every_command_once() throws IOException {
    List<String> there = new ArrayList<>();
    for (MatchResult one : COMMAND.matcher(read("gridmap")).results().toList()) {
      // A command that only holds others is named with them.
      boolean holds = !one.group(2).isEmpty() && Character.isLowerCase(one.group(2).charAt(0));
      if (!holds) {
        there.add(one.group(1).replace('-', ' '));
      }
    }
    assertThat(there).hasSizeGreaterThan(8);
    assertThat(differences(there, commandsOf(read("README.md")))).isEmpty();
  }

  @Test
  void every_folder_that_the_readme_sends_to_is_there() throws IOException {
    String table = between(read("README.md"), "## Where do I change", "\nHow it all fits");
    List<String> told = found(Pattern.compile("`([a-z-]+/[^`]*)`"), table);
    assertThat(told).hasSizeGreaterThan(30);
    List<String> gone = new ArrayList<>();
    for (String one : told) {
      Stream<Path> places =
          one.startsWith("geodata/…/")
              ? Stream.of(GEODATA.resolve(one.substring("geodata/…/".length())))
              : Stream.of(
                  BACKEND.resolve(one.replace("backend/…/", "")),
                  ROOT.resolve(one),
                  ROOT.resolve("web-map/src").resolve(one));
      if (places.noneMatch(Files::exists)) {
        gone.add(one);
      }
    }
    assertThat(gone).isEmpty();
  }

  @Test
  void every_setting_is_told_once_with_its_default() throws Exception {
    String document = read("backend/SETTINGS.md");
    Map<String, String> there = settings();
    List<String> told = found(SETTING, document);
    assertThat(differences(there.keySet(), told)).isEmpty();
    assertThat(wrongDefaults(there, document)).isEmpty();
  }

  @Test
  void what_is_left_out_told_twice_or_gone_is_found() throws Exception {
    String map = read("backend/ARCHITECTURE.md");
    List<String> tree = modulesOfTheTree();
    String without = map.replaceFirst("\n    photo [^\n]*", "");
    assertThat(differences(tree, modulesOf(without))).containsExactly("not told: house.photo");
    String twice = map.replaceFirst("\n {2}live ", "\n  live  again\n  live ");
    assertThat(differences(tree, modulesOf(twice))).containsExactly("told twice: live");
    String gone = map.replaceFirst("\n {2}live ", "\n  ghost  was here\n  live ");
    assertThat(differences(tree, modulesOf(gone))).containsExactly("not there: ghost");
    String open = map.replaceFirst("\n {4}photo ", "\n    photo :: ");
    assertThat(differences(tree, modulesOf(open)))
        .containsExactlyInAnyOrder("not told: house.photo", "not there: house.photo ::");
    assertThat(isThere("NothingOfTheKindTest")).isFalse();
    assertThat(isThere("check:nothing")).isFalse();
    assertThat(settings()).containsEntry("gridmap.session.idle", "15m").hasSizeGreaterThan(60);
  }

  @Test
  void a_wrong_default_is_found() throws Exception {
    String document = read("backend/SETTINGS.md");
    String row = "| `gridmap.session.idle` | `15m` |";
    assertThat(document).contains(row);
    String wrong = document.replace(row, row.replace("15m", "15s"));
    assertThat(wrongDefaults(settings(), wrong))
        .containsExactly("gridmap.session.idle is 15m, not `15s`");
    String none = document.replace(row, row.replace("`15m`", "none"));
    assertThat(wrongDefaults(settings(), none))
        .containsExactly("gridmap.session.idle is 15m, not none");
  }

  /** Rows of SETTINGS that tell another default than the code has. */
  private static List<String> wrongDefaults(Map<String, String> there, String document) {
    List<String> wrong = new ArrayList<>();
    for (MatchResult row : SETTING.matcher(document).results().toList()) {
      String value = there.getOrDefault(row.group(1), "");
      if (!value.isEmpty() && !row.group(2).equals("`" + value + "`")) {
        wrong.add(row.group(1) + " is " + value + ", not " + row.group(2));
      }
    }
    return wrong;
  }

  /** What there is and what is told of it do not agree in. */
  private static List<String> differences(Collection<String> there, Collection<String> told) {
    List<String> differences = new ArrayList<>();
    there.stream()
        .filter(one -> !told.contains(one))
        .forEach(one -> differences.add("not told: " + one));
    TreeSet<String> seen = new TreeSet<>();
    for (String one : told) {
      if (!there.contains(one)) {
        differences.add("not there: " + one);
      } else if (!seen.add(one)) {
        differences.add("told twice: " + one);
      }
    }
    return differences;
  }

  /** Modules and named interfaces by their packages, the latter marked as ARCHITECTURE does. */
  private static List<String> modulesOfTheTree() throws Exception {
    List<String> modules = new ArrayList<>();
    for (String capability : folders(BACKEND)) {
      modules.add(capability);
      for (String nested : folders(BACKEND.resolve(capability))) {
        String name = capability + "." + nested;
        boolean open =
            Class.forName(GridMapApplication.class.getPackageName() + "." + name + ".package-info")
                .isAnnotationPresent(NamedInterface.class);
        modules.add(open ? name + " ::" : name);
      }
    }
    return modules;
  }

  private static List<String> modulesOf(String architecture) {
    List<String> told = new ArrayList<>();
    String capability = "";
    for (String line : between(architecture, "\nbackend/", "\nweb-map/").lines().toList()) {
      List<String> outer = found(CAPABILITY, line);
      if (!outer.isEmpty()) {
        capability = outer.getFirst();
        told.add(capability);
      }
      for (MatchResult inner : NESTED.matcher(line).results().toList()) {
        told.add(capability + "." + inner.group(1) + (inner.group(2) == null ? "" : " ::"));
      }
    }
    return told;
  }

  private static List<String> commandsOf(String readme) {
    List<String> told = new ArrayList<>();
    Pattern named = Pattern.compile("\\./gridmap ([a-z]+(?: [a-z]+)?)(?=[ `])");
    String first = between(readme, "## Two commands", "\nOn other systems");
    first
        .lines()
        .filter(line -> line.startsWith("./gridmap"))
        .forEach(line -> told.add(line.split(" +")[1]));
    String table = between(readme, "## The other commands", "\n`./gridmap COMMAND");
    table
        .lines()
        .filter(line -> line.startsWith("| `"))
        // A second row tells of an option of a command.
        .filter(line -> !line.split("\\|")[1].contains("--fix"))
        .forEach(line -> told.addAll(found(named, line.split("\\|")[1])));
    return told;
  }

  /** Every property with its default as written in the code, empty without one. */
  private static Map<String, String> settings() throws Exception {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Map<String, String> settings = new TreeMap<>();
    for (var found : scanner.findCandidateComponents(GridMapApplication.class.getPackageName())) {
      Class<?> properties = Class.forName(found.getBeanClassName());
      String prefix = properties.getAnnotation(ConfigurationProperties.class).value();
      addSettings(properties, prefix, settings);
    }
    return settings;
  }

  private static void addSettings(Class<?> properties, String prefix, Map<String, String> all) {
    for (Parameter one : properties.getDeclaredConstructors()[0].getParameters()) {
      String name =
          prefix + "." + one.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (one.getType().isRecord()) {
        addSettings(one.getType(), name, all);
      } else {
        DefaultValue value = one.getAnnotation(DefaultValue.class);
        all.put(name, value == null ? "" : String.join(",", value.value()));
      }
    }
  }

  private static boolean isThere(String gate) {
    if (gate.endsWith("Test")) {
      return Stream.of(
              "src/test/java", "../geodata/src/test/java", "../geodata/geotools/src/test/java")
          .map(Path::of)
          .filter(Files::exists)
          .anyMatch(root -> containsFile(root, gate + ".java"));
    }
    if (gate.startsWith("check:")) {
      return read("web-map/package.json").contains('"' + gate + "\":");
    }
    return !gate.startsWith("e2e/")
        || containsFile(
            ROOT.resolve("web-map/e2e"), gate.substring("e2e/".length()).replaceAll("[*].*", ""));
  }

  /** Whether a folder holds a file whose name begins so, however deep. */
  private static boolean containsFile(Path root, String name) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> folders(Path root) throws IOException {
    try (Stream<Path> paths = Files.list(root)) {
      return paths.filter(Files::isDirectory).map(DocumentsTest::plainName).sorted().toList();
    }
  }

  private static String plainName(Path path) {
    return String.valueOf(path.getFileName()).replaceFirst("\\.java$", "");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult one) -> one.group(1)).toList();
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from);
    int end = text.indexOf(to, start + from.length());
    assertThat(start).as(from).isNotNegative();
    assertThat(end).as(to).isNotNegative();
    return text.substring(start + from.length(), end);
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
