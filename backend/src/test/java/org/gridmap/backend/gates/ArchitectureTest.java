package org.gridmap.backend.gates;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.GridMapApplication;
import org.gridmap.backend.sql.StoredGeometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKBReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

class ArchitectureTest {
  private static final int MOST_LINES = 400;
  private static final String BACKEND = GridMapApplication.class.getPackageName();
  private static final String MAP = BACKEND + ".map";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.gridmap");
  private static final JavaClasses FIXTURES =
      new ClassFileImporter().importPackages("org.gridmap.fixture.drawer");

  private static final String[] SERVER_LIBRARIES = {
    "org.springframework..",
    "java.sql..",
    "javax.sql..",
    "jakarta..",
    "java.net.http..",
    "org.postgresql..",
    "org.hibernate.."
  };

  private static ArchRule plain(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat(
            // Constraints are annotations; who checks them is the backend's affair.
            resideInAnyPackage(SERVER_LIBRARIES)
                .and(not(resideInAPackage("jakarta.validation.."))));
  }

  private static ArchRule noUse(String from, Collection<String> of) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(of.toArray(String[]::new));
  }

  /** Packages whose classes stand on a delivery package, which they implement or call. */
  private static Set<String> usersOf(JavaClasses classes, String delivery) {
    return classes.stream()
        .filter(one -> !isIn(one.getPackageName(), delivery))
        .filter(one ->
            one.getDirectDependenciesFromSelf().stream()
                .anyMatch(use -> isIn(use.getTargetClass().getPackageName(), delivery)))
        .map(JavaClass::getPackageName)
        // The application itself, which holds everything.
        .filter(name -> !name.equals(BACKEND))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isIn(String name, String root) {
    return name.equals(root) || name.startsWith(root + ".");
  }

  private static final ArchRule NO_DRAWERS =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..utils..",
              "..common..",
              "..helper..",
              "..impl..",
              "..misc..",
              "..manager..");

  private static final ArchRule ENTITIES_STAY_INSIDE =
      classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

  private static final ArchRule CONSTRUCTORS_INJECT =
      fields()
          .should()
          .notBeAnnotatedWith(Autowired.class)
          .andShould()
          .notBeAnnotatedWith(Value.class);

  /** It moves copies where corners lie in packed arrays, as those of files do. */
  private static final ArchRule NO_MOVING_FILTER =
      noClasses()
          .should()
          .callMethod(Geometry.class, "apply", CoordinateFilter.class)
          .because("Corners.moved moves every kind of corner");

  /** Everybody else asks it, so that what the database sends is understood in one way. */
  private static final ArchRule ONE_PLACE_DECODES =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(StoredGeometry.class.getName())
          .should()
          .dependOnClassesThat()
          .areAssignableTo(WKBReader.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("net.postgis.jdbc..");

  /** Measurements live in {@code backend/bench} and beside the tests of geodata. */
  private static final ArchRule NOTHING_MEASURES =
      noClasses()
          .should()
          .resideInAPackage("..bench..")
          .orShould()
          .haveSimpleNameContaining("Bench")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.openjdk.jmh..");

  /** What only tests and measurements ask for does not ship. */
  private static ArchRule usedByTheProduct(String root) {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .should(
            new ArchCondition<>("be used by another class of the product") {
              @Override
              public void check(JavaClass one, ConditionEvents events) {
                boolean used =
                    one.getDirectDependenciesToSelf().stream()
                        .map(other -> outermost(other.getOriginClass()))
                        .anyMatch(other -> !other.equals(outermost(one)));
                events.add(
                    new SimpleConditionEvent(
                        one, used, one.getName() + " is asked for by nothing that ships"));
              }
            });
  }

  private static JavaClass outermost(JavaClass one) {
    return one.getEnclosingClass().map(ArchitectureTest::outermost).orElse(one);
  }

  @Test
  void nothing_that_only_measures_or_only_tests_is_in_the_product() {
    NOTHING_MEASURES.check(PRODUCT);
    assertFails(NOTHING_MEASURES);
    usedByTheProduct("org.gridmap.geodata.demo").check(PRODUCT);
    assertFails(usedByTheProduct("org.gridmap.fixture"));
  }

  @Test
  void no_filter_moves_corners() {
    NO_MOVING_FILTER.check(PRODUCT);
    assertFails(NO_MOVING_FILTER);
  }

  @Test
  void geometry_of_the_database_is_decoded_in_one_place() {
    ONE_PLACE_DECODES.check(PRODUCT);
    assertFails(ONE_PLACE_DECODES);
  }

  @Test
  void geodata_is_plain_java() {
    plain("org.gridmap.geodata").check(PRODUCT);
    assertFails(plain("org.gridmap.fixture"));
  }

  /** Whoever stands on delivery is a capability that it must not know; none is listed here. */
  @Test
  void delivery_knows_nobody_who_stands_on_it() {
    for (String delivery : List.of(MAP, BACKEND + ".web")) {
      Set<String> users = usersOf(PRODUCT, delivery);
      assertThat(users).as(delivery).hasSizeGreaterThan(3);
      noUse(delivery + "..", users).check(PRODUCT);
    }
  }

  @Test
  void delivery_that_knows_who_stands_on_it_is_found() {
    JavaClasses classes = new ClassFileImporter().importPackages("org.gridmap.fixture.delivery");
    String delivery = "org.gridmap.fixture.delivery.map";
    Set<String> users = usersOf(classes, delivery);
    assertThat(users).containsExactly("org.gridmap.fixture.delivery.town");
    assertThat(noUse(delivery + "..", users).evaluate(classes).hasViolation()).isTrue();
  }

  @Test
  void no_package_is_a_drawer() {
    NO_DRAWERS.check(PRODUCT);
    assertFails(NO_DRAWERS);
  }

  @Test
  void entities_stay_inside_their_package() {
    ENTITIES_STAY_INSIDE.check(PRODUCT);
    assertFails(ENTITIES_STAY_INSIDE);
  }

  @Test
  void constructors_inject() {
    CONSTRUCTORS_INJECT.check(PRODUCT);
    assertFails(CONSTRUCTORS_INJECT);
  }

  @Test
  void files_stay_small() throws IOException {
    for (String root :
        List.of(
            "src/main/java",
            "src/test/java",
            "bench/src/main/java",
            "../geodata/src/main/java",
            "../geodata/src/test/java")) {
      assertThat(tooLarge(Path.of(root))).as(root).isEmpty();
    }
  }

  @Test
  void a_large_file_is_found(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("Long.java"), "// line\n".repeat(MOST_LINES + 1));
    Files.writeString(root.resolve("Short.java"), "// line\n".repeat(MOST_LINES));
    assertThat(tooLarge(root)).containsExactly("Long.java: " + (MOST_LINES + 1));
  }

  private static void assertFails(ArchRule rule) {
    assertThat(rule.evaluate(FIXTURES).hasViolation()).isTrue();
  }

  private static List<String> tooLarge(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(root)) {
      files = paths.filter(path -> path.toString().endsWith(".java")).toList();
    }
    assertThat(files).isNotEmpty();
    Map<String, Long> found = new TreeMap<>();
    for (Path file : files) {
      try (Stream<String> lines = Files.lines(file)) {
        long count = lines.count();
        if (count > MOST_LINES) {
          found.put(root.relativize(file).toString().replace('\\', '/'), count);
        }
      }
    }
    return found.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList();
  }
}
