package org.gridmap.backend.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gridmap.backend.GridMapApplication;
import org.gridmap.fixture.modules.Town;
import org.gridmap.fixture.modules.giver.Thing;
import org.gridmap.fixture.modules.taker.Taker;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.NamedInterface;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

class ModularityTest {
  private static final String BACKEND = GridMapApplication.class.getPackageName();
  private static final ApplicationModules MODULES = ApplicationModules.of(GridMapApplication.class);

  @Test
  void modules_use_only_what_they_may() {
    MODULES.verify();
  }

  @Test
  void a_module_that_breaks_in_is_found() {
    ImportOption everything = location -> true;
    assertThatThrownBy(
            () -> ApplicationModules.of(Town.class.getPackageName(), everything).verify())
        .isInstanceOf(Violations.class)
        .hasMessageContaining("taker")
        .hasMessageContaining("giver");
  }

  @Test
  void every_module_says_what_it_may_use_and_where_null_may_be() throws Exception {
    List<String> wrong = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (var module : MODULES) {
      names.add(module.getIdentifier().toString());
      wrong.addAll(faults(module.getBasePackage().getName()));
    }
    assertThat(wrong).isEmpty();
    assertThat(names).containsExactlyInAnyOrderElementsOf(modulesOfTheTree());
  }

  /** A permission that nobody uses is an arrow that may come back unseen. */
  @Test
  void every_permission_is_needed() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BACKEND);
    List<String> unneeded = new ArrayList<>();
    for (var module : MODULES) {
      String name = module.getIdentifier().toString();
      Set<String> used = used(classes, name);
      for (String permission : permissions(module.getBasePackage().getName())) {
        if (!used.contains(permission)) {
          unneeded.add(name + " may use " + permission + " and does not");
        }
      }
    }
    assertThat(unneeded).isEmpty();
    assertThat(used(classes, "web")).doesNotContain("house");
    assertThat(used(classes, "house.photo")).contains("house").doesNotContain("bench");
  }

  /** What the classes of a module use, written as permissions are. */
  private static Set<String> used(JavaClasses classes, String module) {
    Set<String> used = new TreeSet<>();
    for (JavaClass one : classes) {
      if (moduleOf(one.getPackageName()).equals(module)) {
        for (Dependency use : one.getDirectDependenciesFromSelf()) {
          String target = use.getTargetClass().getPackageName();
          if (target.startsWith(BACKEND + ".") && !moduleOf(target).equals(module)) {
            NamedInterface face = annotation(target, NamedInterface.class);
            used.add(moduleOf(target) + (face == null ? "" : " :: " + face.value()[0]));
          }
        }
      }
    }
    return used;
  }

  /** A named interface is a part of the module around it. */
  private static String moduleOf(String packageName) {
    if (!packageName.startsWith(BACKEND + ".")) {
      return "";
    }
    String module =
        annotation(packageName, NamedInterface.class) == null
            ? packageName
            : packageName.substring(0, packageName.lastIndexOf('.'));
    return module.substring(BACKEND.length() + 1);
  }

  private static List<String> permissions(String packageName) {
    ApplicationModule rule = annotation(packageName, ApplicationModule.class);
    return rule == null ? List.of() : List.of(rule.allowedDependencies());
  }

  private static <A extends Annotation> @Nullable A annotation(String packageName, Class<A> type) {
    try {
      return Class.forName(packageName + ".package-info").getAnnotation(type);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** Every folder that says of itself that it is a module, or forgets to say what it is. */
  private static List<String> modulesOfTheTree() throws IOException {
    Path root = Path.of("src/main/java/org/gridmap/backend");
    try (Stream<Path> folders = Files.walk(root)) {
      return folders
          .filter(folder -> Files.isDirectory(folder) && !folder.equals(root))
          .map(folder -> root.relativize(folder).toString().replace('/', '.'))
          .filter(name -> annotation(BACKEND + "." + name, NamedInterface.class) == null)
          .toList();
    }
  }

  @Test
  void every_module_has_a_test_of_its_own() throws IOException {
    assertThat(untested(Path.of("src/test/java/org/gridmap/backend"), modulesOfTheTree()))
        .isEmpty();
  }

  @Test
  void a_module_without_a_test_of_its_own_is_found(@TempDir Path tests) throws IOException {
    Files.createDirectories(tests.resolve("town/square"));
    Files.writeString(tests.resolve("town/TownTest.java"), "");
    Files.writeString(tests.resolve("town/square/Bench.java"), "");
    assertThat(untested(tests, List.of("town", "town.square", "river")))
        .containsExactly("town.square", "river");
  }

  /** Modules in whose folder no test lies, whatever is tested further inside. */
  private static List<String> untested(Path tests, List<String> modules) throws IOException {
    List<String> untested = new ArrayList<>();
    for (String module : modules) {
      Path folder = tests.resolve(module.replace('.', '/'));
      try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
        if (files.noneMatch(file -> file.toString().endsWith("Test.java"))) {
          untested.add(module);
        }
      }
    }
    return untested;
  }

  @Test
  void a_module_that_says_nothing_is_found() throws Exception {
    assertThat(faults(Thing.class.getPackageName())).hasSize(1);
    assertThat(faults(Taker.class.getPackageName())).hasSize(1);
  }

  private static List<String> faults(String name) throws Exception {
    Package module;
    try {
      module = Class.forName(name + ".package-info").getPackage();
    } catch (ClassNotFoundException e) {
      return List.of(name + " has no package-info");
    }
    List<String> faults = new ArrayList<>();
    ApplicationModule rule = module.getAnnotation(ApplicationModule.class);
    if (rule == null
        || (rule.allowedDependencies().length == 1
            && rule.allowedDependencies()[0].equals(ApplicationModule.OPEN_TOKEN))) {
      faults.add(name + " may use everything");
    }
    if (!module.isAnnotationPresent(NullMarked.class)) {
      faults.add(name + " is not @NullMarked");
    }
    return faults;
  }
}
