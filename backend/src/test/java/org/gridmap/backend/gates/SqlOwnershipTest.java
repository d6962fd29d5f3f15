package org.gridmap.backend.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.GridMapApplication;
import org.gridmap.backend.TestDatabase;
import org.gridmap.backend.operations.cluster.Database;
import org.gridmap.backend.sql.OwnsTables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Each table belongs to one module, as {@link OwnsTables} on its package says. The SQL of a module,
 * in {@code .sql} files and in Java, names its own tables and those of modules it may depend on.
 */
class SqlOwnershipTest {
  private static final Path JAVA = Path.of("src/main/java/org/gridmap/backend");
  private static final Path SQL = Path.of("src/main/resources/org/gridmap/backend");
  private static final Set<String> OF_NOBODY = Set.of("flyway_schema_history", "spatial_ref_sys");

  /** What follows one of these words, or a comma in a FROM list, is a table. */
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:FROM|JOIN|INTO|UPDATE|TRUNCATE|COPY|TABLE)\\s+(?:ONLY\\s+)?([a-z_][a-z0-9_.]*)"
              + "((?:\\s+(?:AS\\s+)?[a-z_]\\w*)?(?:\\s*,\\s*[a-z_][\\w.]*(?:\\s+(?:AS\\s+)?[a-z_]\\w*)?)*)");

  private static final Pattern LISTED = Pattern.compile(",\\s*([a-z_][\\w.]*)");

  private record Module(String name, Set<String> own, Set<String> mayUse) {}

  private static final Map<String, Module> MODULES = new HashMap<>();
  private static Set<String> tables = Set.of();

  @BeforeAll
  static void read() throws Exception {
    for (var module : ApplicationModules.of(GridMapApplication.class)) {
      String name = module.getIdentifier().toString();
      Package info =
          Class.forName(module.getBasePackage().getName() + ".package-info").getPackage();
      OwnsTables owns = info.getAnnotation(OwnsTables.class);
      ApplicationModule rule = info.getAnnotation(ApplicationModule.class);
      MODULES.put(
          name,
          new Module(
              name,
              owns == null ? Set.of() : Set.of(owns.value()),
              rule == null
                  ? Set.of()
                  : Arrays.stream(rule.allowedDependencies())
                      .map(one -> one.replaceAll(" ::.*", ""))
                      .collect(Collectors.toSet())));
    }
    tables = tablesOfTheSchema();
  }

  @Test
  void every_table_has_one_owner() {
    List<String> owned =
        MODULES.values().stream().flatMap(module -> module.own().stream()).sorted().toList();

    assertThat(owned).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tables);
  }

  @Test
  void modules_name_only_tables_they_may() throws IOException {
    List<String> violations = new ArrayList<>();
    int files = 0;
    for (Module module : MODULES.values()) {
      for (Path root : List.of(JAVA, SQL)) {
        for (Path file : files(root.resolve(module.name()))) {
          files++;
          for (String table : namedTables(Files.readString(file))) {
            if (!mayName(module, table)) {
              violations.add(file + " names " + table);
            }
          }
        }
      }
    }
    assertThat(files).isGreaterThan(50);
    assertThat(violations).isEmpty();
  }

  @Test
  void a_statement_on_a_foreign_table_is_found_however_it_is_written() {
    Module road = new Module("road", Set.of("road"), Set.of("web"));
    for (String sql :
        List.of(
            "SELECT * FROM house",
            "SELECT * FROM road r JOIN house h ON true",
            "SELECT * FROM road r, house h",
            "SELECT * FROM road AS r ,\n house",
            "INSERT INTO house (id) VALUES (1)",
            "UPDATE house SET id = 1",
            "DELETE FROM ONLY house",
            "WITH house_of AS (SELECT 1 FROM house) SELECT * FROM house_of",
            "COPY house FROM STDIN")) {
      assertThat(namedTables(sql)).as(sql).contains("house").anyMatch(one -> !mayName(road, one));
    }
    assertThat(namedTables("SELECT 1 FROM account.role_grant g, account.account a"))
        .containsExactly("account.account", "account.role_grant");
    assertThat(namedTables("SELECT 'FROM house' FROM road -- FROM house")).containsExactly("road");
    assertThat(mayName(new Module("x", Set.of(), Set.of("house")), "house")).isTrue();
  }

  private static boolean mayName(Module module, String table) {
    return module.own().contains(table)
        || module.mayUse().stream()
            .map(MODULES::get)
            .anyMatch(other -> other != null && other.own().contains(table));
  }

  /** Tables of the schema that a text names as SQL; names of common table expressions are none. */
  private static Set<String> namedTables(String text) {
    String sql = text.replaceAll("--[^\n]*", "").replaceAll("'[^'\n]*'", "''");
    Set<String> named = new TreeSet<>();
    for (Matcher match = NAMED.matcher(sql); match.find(); ) {
      named.add(match.group(1));
      for (Matcher more = LISTED.matcher(match.group(2)); more.find(); ) {
        named.add(more.group(1));
      }
    }
    named.retainAll(tables);
    return named;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> path.toString().matches(".*\\.(sql|java)")).toList();
    }
  }

  private static Set<String> tablesOfTheSchema() throws Exception {
    Database database = TestDatabase.create().owner();
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT CASE schemaname WHEN 'public' THEN '' ELSE schemaname || '.' END || tablename"
                        + " FROM pg_tables WHERE schemaname IN ('public', 'account', 'audit', 'person')")) {
      Set<String> all = new TreeSet<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all.stream().filter(one -> !OF_NOBODY.contains(one)).collect(Collectors.toSet());
    }
  }
}
