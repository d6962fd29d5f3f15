package org.gridmap.backend.gates.ownership;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a statement does to things of the schema: tables, views, sequences and functions. Names are
 * as PostgreSQL understands them; a common table expression hides a table of its name only where it
 * is in scope, and never as the target of a write.
 */
final class Uses {
  enum Kind {
    READ,
    WRITE
  }

  /**
   * One use.
   *
   * @param name schema and name, without {@code public}; functions end with {@code ()}
   * @param columns what is read of it, as {@link Columns} says
   */
  record Use(String name, Kind kind, Set<String> columns) {
    Use(String name, Kind kind) {
      this(name, kind, Set.of());
    }
  }

  private static final Set<String> SEQUENCE_WRITES = Set.of("nextval", "setval");
  private static final Set<String> BY_NAME =
      Set.of("nextval", "setval", "currval", "pg_get_serial_sequence");

  private final Set<Use> found = new LinkedHashSet<>();
  private final Set<String> temporary = new HashSet<>();
  private @Nullable String unknown;

  private Uses() {}

  /** The uses of parsed statements. */
  static Uses of(List<JsonNode> trees) {
    Uses all = new Uses();
    for (JsonNode tree : trees) {
      Uses uses = new Uses();
      uses.walk(tree, Set.of());
      Map<String, Set<String>> columns = Columns.of(tree);
      uses.found.forEach(use ->
          all.found.add(new Use(use.name, use.kind, columns.getOrDefault(use.name, Set.of()))));
      all.temporary.addAll(uses.temporary);
      all.unknown = uses.unknown == null ? all.unknown : uses.unknown;
    }
    return all;
  }

  Set<Use> found() {
    return found;
  }

  /** Temporary tables that the statements make, which are nobody's. */
  Set<String> temporary() {
    return temporary;
  }

  /** Why not all uses are known, or null. */
  @Nullable String unknown() {
    return unknown;
  }

  private void walk(JsonNode node, Set<String> hidden) {
    if (node.isArray()) {
      node.forEach(child -> walk(child, hidden));
    } else if (node.has("relname")) {
      relation(node, Kind.READ, hidden);
    } else if (node.isObject()) {
      Set<String> inner = expressions(node.path("withClause"), hidden);
      node.properties()
          .forEach(field -> {
            switch (field.getKey()) {
              // FOR UPDATE OF names aliases, not tables.
              case "withClause", "lockingClause" -> {}
              case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "TruncateStmt" ->
                  write(field.getValue(), inner);
              case "CopyStmt" -> copy(field.getValue(), inner);
              case "CreateStmt" ->
                  create(field.getValue().path("relation"), field.getValue(), inner);
              case "CreateTableAsStmt" ->
                  create(field.getValue().path("into").path("rel"), field.getValue(), inner);
              case "CreateTrigStmt" -> {
                change(field.getValue(), inner);
                found.add(new Use(function(field.getValue()), Kind.READ));
              }
              case "DropStmt" -> drop(field.getValue());
              case "FuncCall" -> call(field.getValue(), inner);
              case "TypeCast" -> cast(field.getValue(), inner);
              default -> {
                if (field
                    .getKey()
                    .matches(
                        "(Alter|Index|Create(?!Function)|Rename|Vacuum|Lock|Rule|Comment|Grant|Refresh|Cluster|Reindex)\\w*Stmt")) {
                  change(field.getValue(), inner);
                } else {
                  walk(field.getValue(), inner);
                }
              }
            }
          });
    }
  }

  /** Names that the WITH of a statement gives, after what stands in it has been walked. */
  private Set<String> expressions(JsonNode with, Set<String> hidden) {
    Set<String> inner = new HashSet<>(hidden);
    JsonNode all = with.path("ctes");
    if (with.path("recursive").asBoolean(false)) {
      all.forEach(one -> inner.add(name(one)));
    }
    all.forEach(one -> {
      walk(one.path("CommonTableExpr").path("ctequery"), Set.copyOf(inner));
      inner.add(name(one));
    });
    return inner;
  }

  private static String name(JsonNode expression) {
    return expression.path("CommonTableExpr").path("ctename").asString();
  }

  private void write(JsonNode statement, Set<String> hidden) {
    Set<String> inner = expressions(statement.path("withClause"), hidden);
    statement
        .properties()
        .forEach(field -> {
          switch (field.getKey()) {
            case "withClause" -> {}
            case "relation", "relations" -> targets(field.getValue());
            default -> walk(field.getValue(), inner);
          }
        });
  }

  private void copy(JsonNode statement, Set<String> hidden) {
    if (statement.path("is_from").asBoolean(false)) {
      write(statement, hidden);
    } else {
      walk(statement.path("relation"), hidden);
      walk(statement.path("query"), hidden);
    }
  }

  /** A temporary table is nobody's; one that stays is a change of the schema. */
  private void create(JsonNode made, JsonNode statement, Set<String> hidden) {
    if (made.path("relpersistence").asString("").equals("t")) {
      temporary.add(made.path("relname").asString());
    }
    statement.properties().forEach(field -> walk(field.getValue(), hidden));
    targets(made);
  }

  private void drop(JsonNode statement) {
    if (statement.path("removeType").asString().matches("OBJECT_(TABLE|VIEW|SEQUENCE|MATVIEW)")) {
      for (JsonNode object : statement.path("objects")) {
        JsonNode names = object.path("List").path("items");
        String schema = names.size() > 1 ? word(names.get(0)) : "";
        found.add(new Use(qualified(schema, word(names.get(names.size() - 1))), Kind.WRITE));
      }
    }
  }

  /** Every relation in it is written: definitions, locks and maintenance are the owner's. */
  private void change(JsonNode statement, Set<String> hidden) {
    targets(statement);
    walk(statement, hidden);
  }

  private void targets(JsonNode node) {
    if (node.has("relname")) {
      relation(node, Kind.WRITE, Set.of());
    } else {
      node.forEach(this::targets);
    }
  }

  private void relation(JsonNode node, Kind kind, Set<String> hidden) {
    String schema = node.path("schemaname").asString("");
    String name = node.path("relname").asString();
    if (!schema.isEmpty() || !hidden.contains(name)) {
      found.add(new Use(qualified(schema, name), kind));
    }
  }

  private void call(JsonNode call, Set<String> hidden) {
    String name = word(call.path("funcname").get(call.path("funcname").size() - 1));
    found.add(new Use(function(call), Kind.READ));
    JsonNode first = call.path("args").path(0);
    if (BY_NAME.contains(name) && !first.has("FuncCall")) {
      named(first, SEQUENCE_WRITES.contains(name) ? Kind.WRITE : Kind.READ);
    } else if (name.equals("setval")) {
      named(first.path("FuncCall").path("args").path(0), Kind.WRITE);
    }
    call.properties().forEach(field -> walk(field.getValue(), hidden));
  }

  private static String function(JsonNode call) {
    JsonNode names = call.path("funcname");
    String schema = names.size() > 1 ? word(names.get(names.size() - 2)) : "";
    return qualified(schema, word(names.get(names.size() - 1))) + "()";
  }

  private void cast(JsonNode cast, Set<String> hidden) {
    JsonNode types = cast.path("typeName").path("names");
    if (word(types.get(types.size() - 1)).equals("regclass")) {
      named(cast.path("arg"), Kind.READ);
    }
    walk(cast.path("arg"), hidden);
  }

  /** A relation that is named by a text. */
  private void named(JsonNode text, Kind kind) {
    JsonNode inner = text.has("TypeCast") ? text.path("TypeCast").path("arg") : text;
    JsonNode constant = inner.path("A_Const").path("sval").path("sval");
    if (constant.isString()) {
      String name = constant.asString().toLowerCase(Locale.ROOT).replace("\"", "");
      found.add(new Use(name.startsWith("public.") ? name.substring(7) : name, kind));
    } else {
      unknown = "it names a relation only while it runs";
    }
  }

  static String qualified(String schema, String name) {
    return schema.isEmpty() || schema.equals("public") || schema.equals("pg_catalog")
        ? name
        : schema + "." + name;
  }

  static String word(JsonNode name) {
    return name.path("String").path("sval").asString("");
  }
}
