package org.gridmap.backend.gates.ownership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges who touches what. A capability writes what it owns and nothing else; it reads what is
 * another's if that one has named it as a reader, and whoever is named must read.
 */
final class Ownership {
  /**
   * A table or function with its owner.
   *
   * @param readers capabilities that its owner allows to read or call it, as {@code Owns} writes
   *     them
   * @param follows tables whose rows take rows of it along by a foreign key
   * @param people whether it tells of single people
   */
  record Owned(String owner, Set<String> readers, Set<String> follows, boolean people) {
    /** A thing that no foreign key of another owner writes. */
    Owned(String owner, Set<String> readers) {
      this(owner, readers, Set.of(), false);
    }

    /** The columns that each reader may read; null where he may read all. */
    Map<String, @Nullable Set<String>> columns() {
      Map<String, @Nullable Set<String>> columns = new TreeMap<>();
      for (String reader : readers) {
        int at = reader.indexOf('(');
        if (at < 0) {
          columns.put(reader, null);
        } else {
          String[] names = reader.substring(at + 1, reader.length() - 1).strip().split("\\s*,\\s*");
          columns.put(reader.substring(0, at), new TreeSet<>(List.of(names)));
        }
      }
      return columns;
    }
  }

  /**
   * SQL that a capability sends.
   *
   * @param place where it stands, for people
   * @param guessed whether it need not be SQL, because parts of it are made up
   */
  record Sent(String capability, String place, String sql, boolean guessed) {}

  /** A read or write of one thing. */
  record Touch(String capability, String place, Uses.Use use) {}

  private static final Set<String> OF_NOBODY = Set.of("flyway_schema_history", "spatial_ref_sys");

  private static final String OF_SCHEMA = "the schema's ";

  /** Schemas that hold nothing but people, accounts and what they did. */
  private static final String OF_PEOPLE = "person|account|audit";

  private final Map<String, Owned> owned;
  private final Schema schema;
  private final Set<String> violations = new TreeSet<>();
  private final List<Touch> touches = new ArrayList<>();

  Ownership(Map<String, Owned> owned, Schema schema) {
    this.owned = owned;
    this.schema = schema;
  }

  /** What is wrong, a sentence each; nothing if all is as it should be. */
  Set<String> violations() {
    return violations;
  }

  /** All reads and writes, own and foreign. */
  List<Touch> touches() {
    return touches;
  }

  /** Packages whose own statements touch what tells of single people. */
  Set<String> packagesOfPeople() {
    Set<String> packages = new TreeSet<>();
    for (Touch touch : touches) {
      @Nullable Owned thing = owned.get(thing(touch.use().name()));
      if (thing != null && thing.people() && !touch.place().startsWith(OF_SCHEMA)) {
        // A class begins with a capital; a file lies in the folder of its package.
        packages.add(touch.place().replaceAll("(\\.[A-Z].*|/[^/]*$)", "").replace('/', '.'));
      }
    }
    return packages;
  }

  /**
   * Judges everything at once.
   *
   * @param sent the SQL of Java and of files
   * @param entities tables of JPA entities, by capability
   * @param unknown places whose SQL is not known, with the reason
   * @param excused places that may be so, with the reason why
   */
  void judge(
      List<Sent> sent,
      List<Touch> entities,
      Map<String, String> unknown,
      Map<String, String> excused) {
    List<Sent> all = new ArrayList<>(sent);
    List<PostgresParser.Source> sources = new ArrayList<>();
    sent.forEach(one -> sources.add(PostgresParser.Source.sql(one.sql())));
    for (Schema.Body body : schema.bodies()) {
      all.add(new Sent(ownerOf(body.of()), OF_SCHEMA + body.of(), body.source().text(), false));
      sources.add(body.source());
    }
    Map<String, String> notKnown = new TreeMap<>(unknown);
    Map<String, Set<String>> temporary = new TreeMap<>();
    List<PostgresParser.Parsed> parsed = PostgresParser.parse(sources);
    for (int i = 0; i < all.size(); i++) {
      Sent one = all.get(i);
      Uses uses = Uses.of(parsed.get(i).trees());
      String problem = parsed.get(i).error() == null ? uses.unknown() : parsed.get(i).error();
      if (problem != null && !one.guessed()) {
        notKnown.put(one.place(), problem);
      }
      temporary.computeIfAbsent(one.capability(), c -> new HashSet<>()).addAll(uses.temporary());
      uses.found().forEach(use -> touches.add(new Touch(one.capability(), one.place(), use)));
    }
    touches.addAll(entities);
    for (Touch touch : touches) {
      if (!temporary.getOrDefault(touch.capability(), Set.of()).contains(touch.use().name())) {
        judge(touch);
      }
    }
    owners();
    needs();
    columns();
    cascades();
    notKnown.forEach((place, why) -> {
      if (!excused.containsKey(place)) {
        violations.add(place + " sends SQL that cannot be read: " + why);
      }
    });
    excused.keySet().stream()
        .filter(place -> !notKnown.containsKey(place))
        .forEach(place -> violations.add(place + " is excused and needs no excuse"));
  }

  private void judge(Touch touch) {
    String name = thing(touch.use().name());
    Owned thing = owned.get(name);
    if (thing == null) {
      if (schema.tables().contains(name) || schema.functions().contains(name)) {
        return; // It has no owner, which is told once.
      }
      if (!name.endsWith("()") && !isCatalog(name) && !schema.transitions().contains(name)) {
        violations.add(touch.place() + " names " + name + ", which the schema does not have");
      }
    } else if (!thing.owner().equals(touch.capability())) {
      if (touch.use().kind() == Uses.Kind.WRITE) {
        violations.add(touch.place() + " writes " + name + ", which is " + thing.owner() + "'s");
      } else if (!thing.columns().containsKey(touch.capability())) {
        violations.add(
            touch.place() + " reads " + name + ", which " + thing.owner() + " does not show it");
      } else {
        @Nullable Set<String> shown = thing.columns().get(touch.capability());
        Set<String> hidden = columns(touch);
        hidden.removeAll(shown == null ? hidden : shown);
        if (!hidden.isEmpty()) {
          violations.add(
              touch.place()
                  + " reads "
                  + name
                  + " ("
                  + String.join(", ", hidden)
                  + ")"
                  + ", which "
                  + thing.owner()
                  + " does not show it");
        }
      }
    }
  }

  /** The columns of its table that a touch reads. */
  private Set<String> columns(Touch touch) {
    Set<String> all = schema.columns().getOrDefault(touch.use().name(), Set.of());
    Set<String> columns = new TreeSet<>(all);
    if (!touch.use().columns().contains(Columns.ALL)) {
      columns.retainAll(touch.use().columns());
    }
    return columns;
  }

  /**
   * Who reads of people, of accounts or of what was done says which columns, and where one reader
   * says it all do. What is shown is read.
   */
  private void columns() {
    Map<String, Set<String>> read = new TreeMap<>();
    touches.forEach(touch ->
        read.computeIfAbsent(touch.capability() + " " + touch.use().name(), key -> new TreeSet<>())
            .addAll(columns(touch)));
    owned.forEach((name, thing) -> {
      boolean named =
          name.matches("(" + OF_PEOPLE + ")\\.[^()]*")
              || thing.columns().values().stream().anyMatch(Objects::nonNull);
      thing
          .columns()
          .forEach((reader, columns) -> {
            if (columns == null) {
              if (named) {
                violations.add(name + " is shown to " + reader + " without naming its columns");
              }
              return;
            }
            Set<String> idle = new TreeSet<>(columns);
            idle.removeAll(read.getOrDefault(reader + " " + name, Set.of()));
            idle.forEach(column ->
                violations.add(
                    name + " is shown to " + reader + ", which does not read " + column));
          });
    });
  }

  /**
   * A foreign key that deletes or empties is a write, which the owner of what is written allows.
   */
  private void cascades() {
    Map<String, Set<String>> causes = new TreeMap<>();
    for (Schema.Cascade one : schema.cascades()) {
      if (!ownerOf(one.written()).equals(ownerOf(one.cause()))) {
        causes.computeIfAbsent(one.written(), table -> new TreeSet<>()).add(one.cause());
      }
    }
    owned.forEach((name, thing) -> {
      Set<String> here = causes.getOrDefault(name, Set.of());
      here.stream()
          .filter(cause -> !thing.follows().contains(cause))
          .forEach(cause ->
              violations.add(
                  "a foreign key writes "
                      + name
                      + " with "
                      + cause
                      + ", which "
                      + thing.owner()
                      + " does not say it follows"));
      thing.follows().stream()
          .filter(cause -> !here.contains(cause))
          .forEach(cause ->
              violations.add(name + " is said to follow " + cause + ", and no foreign key does"));
    });
  }

  private void owners() {
    Set<String> things = new TreeSet<>(schema.tables());
    things.addAll(schema.functions());
    things.removeAll(OF_NOBODY);
    things.stream()
        .filter(name -> !owned.containsKey(name))
        .forEach(name -> violations.add(name + " has no owner"));
    owned.keySet().stream()
        .filter(name -> !things.contains(name))
        .forEach(name -> violations.add(name + " has an owner and is not there"));
  }

  private void needs() {
    Set<String> done = new HashSet<>();
    touches.forEach(touch -> done.add(touch.capability() + " " + thing(touch.use().name())));
    owned.forEach((name, thing) ->
        thing.columns().keySet().stream()
            .filter(reader -> reader.equals(thing.owner()) || !done.contains(reader + " " + name))
            .forEach(reader ->
                violations.add(name + " is shown to " + reader + ", which does not read it")));
  }

  /** The table of a sequence, or what it is. */
  private String thing(String name) {
    return schema.sequences().getOrDefault(name, name);
  }

  private String ownerOf(String name) {
    @Nullable Owned thing = owned.get(name);
    return thing == null ? "nobody" : thing.owner();
  }

  private static boolean isCatalog(String name) {
    return name.matches("(pg_|information_schema\\.).*") || OF_NOBODY.contains(name);
  }
}
