package org.gridmap.backend.gates.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.gridmap.backend.TestDatabase;
import org.gridmap.backend.sql.Owns;
import org.junit.jupiter.api.Test;

/**
 * Only its owner writes a table, and who else reads it is named by the owner: {@link Owns} on the
 * packages of the capabilities, held against all SQL of the server.
 */
class SqlOwnershipTest {
  private static final String ROOT = "org.gridmap.backend.";
  private static final Path JAVA = Path.of("src/main/java/org/gridmap/backend");
  private static final Path RESOURCES = Path.of("src/main/resources/org/gridmap/backend");

  /** Places whose SQL is put together while they run, and why that hides nothing. */
  private static final Map<String, String> EXCUSED =
      Map.of(
          "sql.SqlFile.on",
          "a file's text, and the files are read as they are",
          "map.TileBatch.run",
          "statements of TileQuery side by side; each is a file, and the files are read as they are",
          "map.SqlCollection.select",
          "a file's text in a frame without a table, and the files are read as they are",
          "audit.cipher.Resealing.store",
          "only its columns are a list; each table is named by its owner, in listColumns",
          "register.load.BulkInsert.store",
          "only its columns are a list; the tables are named where Rows are made",
          "operations.cluster.DatabaseLogins.createRoles",
          "a role and its password, no table",
          "operations.cluster.PrivateCluster.createDatabase",
          "a role and its password, no table");

  @Test
  void every_statement_touches_only_what_its_capability_owns_or_is_shown() throws Exception {
    Ownership ownership = new Ownership(owned(), Schema.of(TestDatabase.create().owner()));
    Statements java = Statements.of(new Sources(sources()), SqlOwnershipTest::file);
    List<Ownership.Sent> sent = new ArrayList<>(files());
    Map<String, String> unknown = new TreeMap<>();
    for (Statements.Statement one : java.found()) {
      String place = one.place().substring(ROOT.length());
      if (one.problem() == null) {
        sent.add(new Ownership.Sent(capability(place), place, one.text(), one.guessed()));
      } else {
        unknown.put(place, one.problem());
      }
    }
    List<Ownership.Touch> entities = new ArrayList<>();
    java.entities()
        .forEach((type, table) -> {
          String place = type.substring(ROOT.length());
          entities.add(
              new Ownership.Touch(capability(place), place, new Uses.Use(table, Uses.Kind.WRITE)));
        });

    ownership.judge(sent, entities, unknown, EXCUSED);

    assertThat(sent).hasSizeGreaterThan(400);
    assertThat(ownership.violations()).isEmpty();
    // People are not on the map: nobody who draws on it knows those who ask for them, nor they it.
    Set<String> people =
        ownership.packagesOfPeople().stream()
            .map(name -> ROOT + name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(people).contains(ROOT + "register", ROOT + "finder.lookup");
    assertThat(MapBorder.crossings(product(), people, ROOT + "map")).isEmpty();
  }

  private static JavaClasses product() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("org.gridmap.backend");
  }

  private static Map<String, Ownership.Owned> owned() throws Exception {
    Map<String, Ownership.Owned> owned = new HashMap<>();
    for (Path file : below(JAVA, "package-info.java")) {
      String name = JAVA.relativize(file.getParent()).toString().replace('/', '.');
      Class<?> info = Class.forName((ROOT + name).replaceAll("\\.$", "") + ".package-info");
      for (Owns one : info.getPackage().getAnnotationsByType(Owns.class)) {
        Ownership.Owned owner =
            new Ownership.Owned(
                capability(name), Set.of(one.readers()), Set.of(one.follows()), one.people());
        assertThat(owned.put(one.value(), owner)).as("owners of " + one.value()).isNull();
      }
    }
    return owned;
  }

  private static List<JavaFileObject> sources() throws IOException {
    StandardJavaFileManager manager =
        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
    List<JavaFileObject> all = new ArrayList<>();
    manager.getJavaFileObjectsFromPaths(below(JAVA, ".java")).forEach(all::add);
    return all;
  }

  private static List<Ownership.Sent> files() throws IOException {
    List<Ownership.Sent> all = new ArrayList<>();
    for (Path file : below(RESOURCES, ".sql")) {
      String place = RESOURCES.relativize(file).toString();
      all.add(
          new Ownership.Sent(place.replaceAll("/.*", ""), place, Files.readString(file), false));
    }
    return all;
  }

  private static List<Path> below(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private static String file(String packageName, String name) {
    try {
      return Files.readString(
          RESOURCES.resolve(packageName.substring(ROOT.length()).replace('.', '/')).resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String capability(String place) {
    return place.replaceAll("\\..*", "");
  }
}
