package org.gridmap.backend.gates.ownership;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Which columns of which table a statement reads. Never fewer than PostgreSQL would: a name without
 * a table counts for every table of the statement, a row that is handed on as a whole for all
 * columns.
 */
final class Columns {
  /** Every column, where a statement does not say which. */
  static final String ALL = "*";

  /** Tables by the names under which the statement speaks of them. */
  private final Map<String, Set<String>> tables = new HashMap<>();

  private final Map<String, Set<String>> read = new TreeMap<>();

  private Columns() {}

  /** Names that are read of each table; some may be columns of another one, or of none. */
  static Map<String, Set<String>> of(JsonNode statement) {
    Columns columns = new Columns();
    columns.name(statement);
    columns.walk(statement, Set.of());
    return columns.read;
  }

  private void name(JsonNode node) {
    if (node.has("relname")) {
      String alias = node.path("alias").path("aliasname").asString("");
      String name = alias.isEmpty() ? node.path("relname").asString() : alias;
      tables.computeIfAbsent(name, key -> new HashSet<>()).add(table(node));
    }
    node.forEach(this::name);
  }

  private static String table(JsonNode range) {
    return Uses.qualified(range.path("schemaname").asString(""), range.path("relname").asString());
  }

  /**
   * @param here tables that a star of the nearest statement stands for
   */
  private void walk(JsonNode node, Set<String> here) {
    Set<String> inner = here;
    if (node.has("fromClause") || node.has("relation")) {
      Set<String> own = new HashSet<>();
      for (String from : Set.of("fromClause", "relation", "sourceRelation", "usingClause")) {
        ranges(node.path(from), own);
      }
      inner = own;
    }
    if (node.has("ColumnRef")) {
      reference(node.path("ColumnRef").path("fields"), here);
    }
    if (node.has("JoinExpr")) {
      join(node.path("JoinExpr"));
    }
    if (node.has("CopyStmt")) {
      copy(node.path("CopyStmt"));
    }
    Set<String> around = inner;
    node.forEach(child -> walk(child, around));
  }

  /** Tables that stand in a FROM itself, not in a SELECT inside it. */
  private static void ranges(JsonNode from, Set<String> found) {
    if (from.has("relname")) {
      found.add(table(from));
    } else if (from.has("RangeVar")) {
      ranges(from.path("RangeVar"), found);
    } else if (from.has("JoinExpr")) {
      ranges(from.path("JoinExpr").path("larg"), found);
      ranges(from.path("JoinExpr").path("rarg"), found);
    } else if (from.isArray()) {
      from.forEach(one -> ranges(one, found));
    }
  }

  private void reference(JsonNode fields, Set<String> here) {
    JsonNode last = fields.get(fields.size() - 1);
    String column = last.has("A_Star") ? ALL : Uses.word(last);
    if (fields.size() == 1) {
      if (column.equals(ALL)) {
        here.forEach(table -> add(table, ALL));
      } else {
        anywhere(column);
        tables.getOrDefault(column, Set.of()).forEach(table -> add(table, ALL));
      }
    } else {
      String owner = Uses.word(fields.get(fields.size() - 2));
      tables.getOrDefault(owner, Set.of()).forEach(table -> add(table, column));
      // A column that holds a row, or a table with its schema.
      tables
          .getOrDefault(Uses.word(fields.get(0)), Set.of())
          .forEach(table -> add(table, fields.size() == 2 ? column : owner));
    }
  }

  private void join(JsonNode join) {
    join.path("usingClause").forEach(one -> anywhere(Uses.word(one)));
    if (join.path("isNatural").asBoolean(false)) {
      Set<String> both = new HashSet<>();
      ranges(join.path("larg"), both);
      ranges(join.path("rarg"), both);
      both.forEach(table -> add(table, ALL));
    }
  }

  private void copy(JsonNode copy) {
    if (copy.path("relation").has("relname")) {
      String table = table(copy.path("relation"));
      copy.path("attlist").forEach(one -> add(table, Uses.word(one)));
      if (copy.path("attlist").isEmpty()) {
        add(table, ALL);
      }
    }
  }

  private void anywhere(String column) {
    tables.values().forEach(all -> all.forEach(table -> add(table, column)));
  }

  private void add(String table, String column) {
    read.computeIfAbsent(table, key -> new TreeSet<>()).add(column);
  }
}
