package org.gridmap.backend.gates.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.gridmap.backend.gates.ownership.Ownership.Owned;
import org.gridmap.backend.gates.ownership.Ownership.Sent;
import org.junit.jupiter.api.Test;

/**
 * What {@link SqlOwnershipTest} must find, planted: a capability {@code road} at somebody's house.
 */
class SqlOwnershipFaultsTest {
  static final Map<String, Owned> OWNED =
      Map.of(
          "house", new Owned("house", Set.of()),
          "road", new Owned("road", Set.of()),
          "doors()", new Owned("house", Set.of()),
          "pave()", new Owned("road", Set.of()));

  @Test
  void a_foreign_read_is_found_however_it_is_written() {
    List<String> reads =
        List.of(
            "select * from house",
            "SELECT * FROM public.house",
            "SELECT * FROM \"house\"",
            "TABLE house",
            "SELECT * FROM ONLY house",
            "SELECT * FROM road r, house h",
            "SELECT * FROM road r LEFT JOIN house h USING (id)",
            "SELECT id FROM road UNION SELECT id FROM house",
            "SELECT (SELECT count(*) FROM house WHERE id = :id)",
            "SELECT id FROM road WHERE EXISTS (SELECT FROM house WHERE id = ?)",
            "INSERT INTO road (id) SELECT id FROM house",
            "DELETE FROM road USING house h WHERE h.id = road.id",
            "UPDATE road SET id = h.id FROM house h",
            "MERGE INTO road r USING house h ON r.id = h.id WHEN MATCHED THEN DELETE",
            "WITH road AS (SELECT * FROM house) SELECT * FROM road",
            "WITH house AS (SELECT * FROM house) SELECT * FROM house",
            "COPY house TO STDOUT",
            "COPY (SELECT * FROM house) TO STDOUT",
            "SELECT 'house'::regclass",
            "SELECT currval('house_id_seq')");

    Set<String> violations = violations(reads);

    reads.forEach(
        sql -> assertThat(violations).contains(sql + " reads house, which house does not show it"));
    assertThat(violations(List.of("SELECT * FROM doors()")))
        .containsExactly("SELECT * FROM doors() reads doors(), which house does not show it");
  }

  @Test
  void a_foreign_write_is_found_however_it_is_written() {
    List<String> writes =
        List.of(
            "insert into HOUSE (id) values (?)",
            "INSERT INTO public.house (id) VALUES (:id) ON CONFLICT DO NOTHING",
            "UPDATE ONLY house SET id = 1",
            "DELETE FROM \"house\"",
            "DELETE FROM house USING road r WHERE r.id = house.id",
            "MERGE INTO house h USING road r ON r.id = h.id WHEN MATCHED THEN DELETE",
            "WITH gone AS (DELETE FROM house RETURNING id) SELECT * FROM gone",
            "WITH house AS (SELECT 1 AS id) DELETE FROM house",
            "COPY house FROM STDIN",
            "TRUNCATE road, house",
            "SELECT nextval('house_id_seq')",
            "SELECT setval(pg_get_serial_sequence('house', 'id'), ?, false)",
            "LOCK TABLE house",
            "DROP TABLE house",
            "ALTER TABLE house ADD storeys int",
            "CREATE INDEX ON house (id)",
            "SELECT 1 FROM road; DELETE FROM house");

    Set<String> violations = violations(writes);

    writes.forEach(sql -> assertThat(violations).contains(sql + " writes house, which is house's"));
  }

  @Test
  void a_name_that_means_something_else_is_no_foreign_table() {
    assertThat(
            violations(
                List.of(
                    "WITH house AS (SELECT 1 AS id) SELECT * FROM house",
                    "WITH RECURSIVE house AS (SELECT 1 AS id UNION SELECT id + 1 FROM house) TABLE house",
                    "SELECT 'FROM house' FROM road -- FROM house",
                    "SELECT house.id FROM road AS house FOR UPDATE OF house",
                    "CREATE TEMP TABLE heap (id int) ON COMMIT DROP",
                    "INSERT INTO heap SELECT id FROM road",
                    "SELECT relname FROM pg_class JOIN pg_catalog.pg_namespace n ON true")))
        .isEmpty();
  }

  @Test
  void what_the_database_does_by_itself_is_its_owners() {
    String trigger =
        "CREATE FUNCTION pave() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE n bigint; BEGIN"
            + " n := (SELECT count(*) FROM house); IF n > 1 THEN DELETE FROM house; END IF;"
            + " RETURN NEW; END $$";
    Schema schema =
        schema(new Schema.Body("pave()", new PostgresParser.Source(trigger, "plpgsql")));

    assertThat(violations(schema, OWNED, List.of(), Map.of()))
        .containsExactly(
            "the schema's pave() reads house, which house does not show it",
            "the schema's pave() writes house, which is house's");

    String blind = "BEGIN EXECUTE 'DELETE FROM ' || TG_ARGV[0]; RETURN NEW; END";
    schema =
        schema(
            new Schema.Body(
                "pave()",
                new PostgresParser.Source(
                    "CREATE FUNCTION pave() RETURNS trigger LANGUAGE plpgsql AS $$" + blind + "$$",
                    "plpgsql")));
    assertThat(violations(schema, OWNED, List.of(), Map.of()))
        .containsExactly(
            "the schema's pave() sends SQL that cannot be read: it executes a text that is made while"
                + " it runs");
  }

  @Test
  void what_cannot_be_read_is_refused_unless_it_is_excused() {
    List<String> unreadable = List.of("SELECT FROM WHERE", "SELECT nextval(?::regclass)");

    assertThat(violations(unreadable)).hasSize(2).allMatch(one -> one.contains("cannot be read"));
    assertThat(
            violations(
                schema(), OWNED, unreadable, Map.of(unreadable.get(0), "", unreadable.get(1), "")))
        .isEmpty();
    assertThat(violations(schema(), OWNED, List.of("TABLE road"), Map.of("TABLE road", "")))
        .containsExactly("TABLE road is excused and needs no excuse");
  }

  @Test
  void a_declaration_that_nobody_needs_or_that_is_missing_is_told() {
    Map<String, Owned> owned =
        Map.of(
            "house", new Owned("house", Set.of("road", "plan")),
            "doors()", new Owned("house", Set.of("house")),
            "pave()", new Owned("road", Set.of()),
            "shed", new Owned("house", Set.of()));

    assertThat(violations(schema(), owned, List.of("TABLE house", "TABLE hut"), Map.of()))
        .containsExactly(
            "TABLE hut names hut, which the schema does not have",
            "doors() is shown to house, which does not read it",
            "house is shown to plan, which does not read it",
            "road has no owner",
            "shed has an owner and is not there");
  }

  @Test
  void sql_is_found_in_java_however_it_is_put_together() {
    Statements found =
        java(
            """
            private static final String TABLE = "hou" + "se";
            private static final String GONE = "DELETE FROM " + TABLE;
            enum Kind {
              HOME("house");
              final String table;
              Kind(String table) { this.table = table; }
            }
            record Place(String table, String column) {}
            interface Named { String table(); String column(); }
            static class AtHome implements Named {
              public String table() { return TABLE; }
              public String column() { return "id"; }
            }
            JdbcClient jdbc; JdbcTemplate old; Connection line; CopyManager copies;

            void constant() { jdbc.sql(GONE); }
            void block() { jdbc.sql(\"\"\"
                DELETE FROM
                  house\"\"\" + " WHERE id = ?"); }
            void formatted(int n) { jdbc.sql("DELETE FROM %s WHERE id = %d".formatted(TABLE, n)); }
            void format() { jdbc.sql(String.format("DELETE FROM %s", TABLE)); }
            void builder(boolean all) {
              StringBuilder sql = new StringBuilder("DELETE FROM ").append(TABLE);
              if (!all) { sql.append(" WHERE id").append(" = 1"); }
              jdbc.sql(sql.toString());
            }
            void added(boolean some) {
              String sql = "DELETE FROM house";
              if (some) { sql += " WHERE id = 1"; }
              old.update(sql);
            }
            void chosen(boolean mine) { jdbc.sql("DELETE FROM " + (mine ? "road" : "house")); }
            void switched(int n) {
              jdbc.sql("DELETE FROM " + switch (n) { case 1 -> "road"; default -> { yield "house"; } });
            }
            void looped() { for (String one : List.of("road", "house")) { jdbc.sql("DELETE FROM " + one); } }
            void handed() { remove("house"); }
            private void remove(String table) { jdbc.sql("DELETE FROM " + table); }
            void component() { remove(new Place("house", "id")); }
            private void remove(Place place) {
              jdbc.sql("DELETE FROM %s WHERE %s = 1".formatted(place.table(), place.column()));
            }
            void field(Kind kind) { jdbc.sql("DELETE FROM " + kind.table); }
            void implemented(Named named) { jdbc.sql("DELETE FROM " + named.table()); }
            void prepared() throws Exception { line.prepareStatement(GONE); }
            void executed() throws Exception { line.createStatement().execute(GONE); }
            void batched() { old.batchUpdate("DELETE FROM road", GONE); }
            void copied() throws Exception { copies.copyIn("COPY house FROM STDIN"); }
            void file() { SqlFile.of(Planted.class, "gone.sql").on(jdbc); jdbc.sql(SqlFile.of(Planted.class, "gone.sql").text()); }
            void mixed(List<String> words) { jdbc.sql("DELETE FROM house WHERE id IN (%s)".formatted(String.join(",", words))); }
            """);
    List<String> sent = new ArrayList<>();
    found.found().stream()
        .filter(one -> one.text() != null)
        .forEach(one -> sent.add(one.place() + ": " + one.text().strip().replaceAll("\\s+", " ")));

    for (String method :
        List.of(
            "constant",
            "block",
            "formatted",
            "format",
            "builder",
            "added",
            "chosen",
            "switched",
            "looped",
            "handed",
            "component",
            "Kind.HOME",
            "implemented",
            "prepared",
            "executed",
            "batched",
            "file",
            "mixed")) {
      assertThat(sent)
          .as(method)
          .anyMatch(one -> one.startsWith("planted.Planted." + method + ": DELETE FROM house"));
    }
    assertThat(sent)
        .contains(
            "planted.Planted.copied: COPY house FROM STDIN",
            "planted.Planted.builder: DELETE FROM house",
            "planted.Planted.builder: DELETE FROM house WHERE id = 1",
            "planted.Planted.component: DELETE FROM house WHERE id = 1",
            "planted.Planted.formatted: DELETE FROM house WHERE id = 1");
    assertThat(sent).doesNotContain("planted.Planted.builder: DELETE FROM house = 1");
    assertThat(problems(found)).containsExactly("planted.Planted.mixed");
  }

  @Test
  void java_whose_sql_is_known_only_when_it_runs_is_refused() {
    Statements found =
        java(
            """
            interface Worded { String sql(); }
            JdbcClient jdbc;
            void joined(List<String> words) { jdbc.sql(words.stream().collect(java.util.stream.Collectors.joining())); }
            void environment() { jdbc.sql("DELETE FROM " + System.getenv("TABLE")); }
            void lambda(Worded worded) { jdbc.sql(worded.sql()); }
            public void anybody(String sql) { jdbc.sql(sql); }
            void referred() { List.of("DELETE FROM house").forEach(this::each); }
            private void each(String sql) { jdbc.sql(sql); }
            void reference() { List.of("DELETE FROM house").forEach(jdbc::sql); }
            void handed() { StringBuilder sql = new StringBuilder(); fill(sql); jdbc.sql(sql.toString()); }
            private void fill(StringBuilder sql) { sql.append("DELETE FROM house"); }
            void insert() { new org.springframework.jdbc.core.simple.SimpleJdbcInsert((javax.sql.DataSource) null); }
            @org.hibernate.annotations.Formula("(SELECT 1 FROM house)") int counted;
            """);

    assertThat(problems(found))
        .containsExactlyInAnyOrder(
            Stream.of(
                    "joined",
                    "environment",
                    "lambda",
                    "anybody",
                    "each",
                    "reference",
                    "handed",
                    "insert",
                    "counted")
                .map(method -> "planted.Planted." + method)
                .toArray(String[]::new));
  }

  @Test
  void tables_of_jpa_are_found() {
    Statements found =
        java(
            """
            @jakarta.persistence.Entity static class HouseNumber {}
            @jakarta.persistence.Entity @jakarta.persistence.Table(schema = "person", name = "house") static class Home {
              @jakarta.persistence.CollectionTable(name = "alias") List<String> aliases;
            }
            interface Homes {
              @org.springframework.data.jpa.repository.NativeQuery("DELETE FROM house") void remove();
              @org.springframework.data.jpa.repository.Query(value = "TABLE house", nativeQuery = true) void all();
            }
            """);

    assertThat(found.entities().values())
        .containsExactlyInAnyOrder("house_number", "person.house", "alias");
    assertThat(found.found().stream().map(Statements.Statement::text))
        .containsExactlyInAnyOrder("DELETE FROM house", "TABLE house");
  }

  private static Set<String> problems(Statements found) {
    Set<String> places = new TreeSet<>();
    found.found().stream()
        .filter(one -> one.problem() != null)
        .map(Statements.Statement::place)
        // How SqlFile reads a file is excused by the real gate.
        .filter(place -> place.startsWith("planted."))
        .forEach(places::add);
    return places;
  }

  private static Statements java(String members) {
    String source =
        """
        package planted;
        import java.sql.Connection;
        import java.util.List;
        import org.gridmap.backend.sql.SqlFile;
        import org.postgresql.copy.CopyManager;
        import org.springframework.jdbc.core.JdbcTemplate;
        import org.springframework.jdbc.core.simple.JdbcClient;
        class Planted {
        %s}
        """
            .formatted(members);
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("memory:/planted/Planted.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    return Statements.of(new Sources(List.of(file)), (folder, name) -> "DELETE FROM house");
  }

  /** Houses and roads as the database has them. */
  static Schema schema(Schema.Body... bodies) {
    return new Schema(
        Set.of("house", "road"),
        Set.of("doors()", "pave()"),
        Map.of("house_id_seq", "house"),
        Set.of(),
        List.of(bodies),
        Map.of("house", Set.of("id", "number", "owner"), "road", Set.of("id", "name")),
        new HashSet<>());
  }

  /** What is wrong if the capability {@code road} sends statements, each at a place of its name. */
  private static Set<String> violations(List<String> statements) {
    return violations(schema(), OWNED, statements, Map.of());
  }

  static Set<String> violations(
      Schema schema,
      Map<String, Owned> owned,
      List<String> statements,
      Map<String, String> excused) {
    Ownership ownership = new Ownership(owned, schema);
    ownership.judge(
        statements.stream().map(sql -> new Sent("road", sql, sql, false)).toList(),
        List.of(),
        new TreeMap<>(),
        excused);
    return ownership.violations();
  }
}
