package org.gridmap.backend.gates.ownership;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.backend.gates.ownership.PostgresParser.Source;
import org.gridmap.backend.operations.cluster.Database;

/**
 * What the migrations have made. Names are without {@code public}; functions end with {@code ()}.
 *
 * @param tables tables and views
 * @param functions functions, those of triggers included
 * @param sequences the table of each sequence
 * @param transitions names under which triggers see old and new rows
 * @param bodies the SQL of functions, views, policies, triggers, rules, indexes, checks and
 *     defaults
 * @param columns the columns of each table and view
 * @param cascades foreign keys that write their table when a row of another one goes or is renamed
 */
record Schema(
    Set<String> tables,
    Set<String> functions,
    Map<String, String> sequences,
    Set<String> transitions,
    List<Body> bodies,
    Map<String, Set<String>> columns,
    Set<Cascade> cascades) {
  /**
   * SQL that is kept in the database.
   *
   * @param of the function, view or table whose owner answers for it
   */
  record Body(String of, Source source) {}

  /**
   * A foreign key with ON DELETE or ON UPDATE.
   *
   * @param written the table whose rows go, or lose their key
   * @param cause the table whose rows are deleted or renamed
   */
  record Cascade(String written, String cause) {}

  /** Names of the own schemas, without what an extension brought. */
  private static final String OWN =
      """
      SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || %2$s AS name, %3$s
      FROM %1$s o JOIN pg_namespace n ON n.oid = %4$s
      WHERE n.nspname IN ('public', 'account', 'audit', 'person')
        AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = o.oid AND e.deptype = 'e') AND %5$s
      """;

  private static final String TABLES =
      OWN.formatted(
          "pg_class",
          "o.relname",
          "CASE WHEN o.relkind IN ('v', 'm') THEN pg_get_viewdef(o.oid) END AS definition",
          "o.relnamespace",
          "o.relkind IN ('r', 'p', 'v', 'm')");

  private static final String FUNCTIONS =
      OWN.formatted(
          "pg_proc",
          "o.proname || '()'",
          """
          (SELECT lanname FROM pg_language l WHERE l.oid = o.prolang) AS language,
          o.prosrc AS body, pg_get_functiondef(o.oid) AS definition\
          """,
          "o.pronamespace",
          "o.prokind IN ('f', 'p')");

  private static final String POLICIES =
      OWN.formatted(
          "pg_class",
          "o.relname",
          "pg_get_expr(p.polqual, o.oid) AS rows, pg_get_expr(p.polwithcheck, o.oid) AS new_rows",
          "o.relnamespace JOIN pg_policy p ON p.polrelid = o.oid",
          "true");

  private static final String COLUMNS =
      OWN.formatted(
          "pg_class",
          "o.relname",
          "a.attname AS column",
          "o.relnamespace JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped",
          "o.relkind IN ('r', 'p', 'v', 'm')");

  /** What the database does by itself with the rows of a table, beside policies. */
  private static final String DEEDS =
      OWN.formatted(
          "pg_class",
          "o.relname",
          "d.deed",
          """
          o.relnamespace CROSS JOIN LATERAL (
            SELECT pg_get_triggerdef(t.oid) AS deed FROM pg_trigger t
              WHERE t.tgrelid = o.oid AND NOT t.tgisinternal
            UNION ALL SELECT pg_get_ruledef(r.oid) FROM pg_rewrite r
              WHERE r.ev_class = o.oid AND r.rulename <> '_RETURN'
            UNION ALL SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE i.indrelid = o.oid
            UNION ALL SELECT 'SELECT ' || pg_get_expr(c.conbin, c.conrelid) FROM pg_constraint c
              WHERE c.conrelid = o.oid AND c.contype = 'c'
            UNION ALL SELECT 'SELECT ' || pg_get_expr(b.adbin, b.adrelid) FROM pg_attrdef b
              WHERE b.adrelid = o.oid) d\
          """,
          "true");

  /** Whose functions a table's triggers are: the function reaches into the table. */
  private static final String TRIGGERS =
      OWN.formatted(
          "pg_proc",
          "o.proname || '()'",
          "pg_get_triggerdef(t.oid) AS trigger",
          "o.pronamespace JOIN pg_trigger t ON t.tgfoid = o.oid AND NOT t.tgisinternal",
          "true");

  private static final String CASCADES =
      OWN.formatted(
          "pg_class",
          "o.relname",
          "c.confrelid::regclass::text AS cause",
          """
          o.relnamespace JOIN pg_constraint c ON c.conrelid = o.oid AND c.contype = 'f'
            AND (c.confdeltype IN ('c', 'n', 'd') OR c.confupdtype IN ('c', 'n', 'd'))\
          """,
          "true");

  private static final String SEQUENCES =
      OWN.formatted(
          "pg_class",
          "o.relname",
          "d.refobjid::regclass::text AS owner",
          "o.relnamespace JOIN pg_depend d ON d.objid = o.oid AND d.deptype IN ('a', 'i')",
          "o.relkind = 'S'");

  private static final String TRANSITIONS =
      """
      SELECT name FROM pg_trigger, unnest(ARRAY[tgoldtable, tgnewtable]) AS name WHERE name IS NOT NULL
      """;

  @FunctionalInterface
  private interface Row {
    void read(ResultSet row, String name) throws SQLException;
  }

  static Schema of(Database database) throws SQLException {
    Schema schema =
        new Schema(
            new TreeSet<>(),
            new TreeSet<>(),
            new HashMap<>(),
            new TreeSet<>(),
            new ArrayList<>(),
            new HashMap<>(),
            new HashSet<>());
    try (Connection connection =
        DriverManager.getConnection(database.url(), database.user(), database.password())) {
      each(
          connection,
          TABLES,
          (row, name) -> {
            schema.tables.add(name);
            if (row.getString("definition") != null) {
              schema.bodies.add(new Body(name, Source.sql(row.getString("definition"))));
            }
          });
      each(
          connection,
          FUNCTIONS,
          (row, name) -> {
            schema.functions.add(name);
            String body = row.getString("body");
            String whole = row.getString("definition");
            Source source =
                row.getString("language").equals("plpgsql")
                    ? new Source(whole, "plpgsql")
                    // A body that is no text, RETURN and BEGIN ATOMIC, is parsed with its function.
                    : Source.sql(body.isEmpty() ? whole : body);
            schema.bodies.add(new Body(name, source));
          });
      each(
          connection,
          POLICIES,
          (row, name) -> {
            for (String condition : List.of("rows", "new_rows")) {
              if (row.getString(condition) != null) {
                schema.bodies.add(new Body(name, Source.sql("SELECT " + row.getString(condition))));
              }
            }
          });
      each(
          connection, SEQUENCES, (row, name) -> schema.sequences.put(name, row.getString("owner")));
      each(
          connection,
          COLUMNS,
          (row, name) ->
              schema
                  .columns
                  .computeIfAbsent(name, table -> new TreeSet<>())
                  .add(row.getString("column")));
      each(
          connection,
          DEEDS,
          (row, name) -> schema.bodies.add(new Body(name, Source.sql(row.getString("deed")))));
      each(
          connection,
          TRIGGERS,
          (row, name) -> schema.bodies.add(new Body(name, Source.sql(row.getString("trigger")))));
      each(
          connection,
          CASCADES,
          (row, name) -> schema.cascades.add(new Cascade(name, row.getString("cause"))));
      each(connection, TRANSITIONS, (row, name) -> schema.transitions.add(name));
    }
    return schema;
  }

  private static void each(Connection connection, String sql, Row reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        reader.read(row, row.getString("name"));
      }
    }
  }
}
