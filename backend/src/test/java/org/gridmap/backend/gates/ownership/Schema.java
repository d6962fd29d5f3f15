package org.gridmap.backend.gates.ownership;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
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
 * @param bodies the SQL of functions, views and policies
 */
record Schema(
    Set<String> tables,
    Set<String> functions,
    Map<String, String> sequences,
    Set<String> transitions,
    List<Body> bodies) {
  /**
   * SQL that is kept in the database.
   *
   * @param of the function, view or table whose owner answers for it
   */
  record Body(String of, Source source) {}

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
            new TreeSet<>(), new TreeSet<>(), new HashMap<>(), new TreeSet<>(), new ArrayList<>());
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
