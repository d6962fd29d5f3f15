package org.gridmap.backend.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.GridMapApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * At most a third of the classes of tests start the whole server; the others start what they test.
 */
class WholeServerTest {
  private static final String BACKEND = GridMapApplication.class.getPackageName();
  private static final Path MAIN = Path.of("src/main/java", BACKEND.replace('.', '/'));

  private static JavaClasses tests(String root) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
        .importPackages(root);
  }

  @Test
  void at_most_a_third_of_the_classes_of_tests_need_the_whole_server() throws Exception {
    JavaClasses tests = tests(BACKEND);
    List<JavaClass> classes =
        tests.stream()
            .filter(one -> one.isTopLevelClass() && one.getSimpleName().endsWith("Test"))
            .filter(one -> !one.isAnnotation())
            .toList();
    Set<String> whole = needingTheWholeServer(tests, classes);
    assertThat(whole)
        .as("of %d classes of tests", classes.size())
        .hasSizeLessThanOrEqualTo(classes.size() / 3)
        .contains("AccessMatrixTest", "KillTest");
  }

  /** By annotation, through a superclass, as a slice that leaves nothing out, and by hand. */
  @Test
  void each_way_to_need_the_whole_server_is_counted() throws Exception {
    JavaClasses fixtures = tests("org.gridmap.fixture.server");
    assertThat(needingTheWholeServer(fixtures, fixtures))
        .containsExactly("Customer", "Everything", "Heir", "OwnServer", "WholeTown");
  }

  private static Set<String> needingTheWholeServer(JavaClasses tests, Iterable<JavaClass> classes)
      throws Exception {
    Set<String> capabilities = capabilities();
    Set<String> whole = new TreeSet<>();
    for (JavaClass one : classes) {
      if (declaresIt(classOf(one), capabilities) || startsIt(one, tests)) {
        whole.add(one.getSimpleName());
      }
    }
    return whole;
  }

  /** Not yet initialised: some start a database for all their tests. */
  private static Class<?> classOf(JavaClass test) throws ClassNotFoundException {
    return Class.forName(test.getName(), false, WholeServerTest.class.getClassLoader());
  }

  private static boolean declaresIt(Class<?> test, Set<String> capabilities) {
    CapabilityTest slice =
        TestContextAnnotationUtils.findMergedAnnotation(test, CapabilityTest.class);
    if (slice != null) {
      return CapabilityTest.Others.reachedFrom(slice.value()).containsAll(capabilities);
    }
    SpringBootTest spring =
        TestContextAnnotationUtils.findMergedAnnotation(test, SpringBootTest.class);
    return spring != null && Arrays.asList(spring.classes()).contains(GridMapApplication.class);
  }

  /** Runs the application itself, or by way of other classes of the tests. */
  private static boolean startsIt(JavaClass test, JavaClasses tests) {
    return Stream.concat(
            Stream.of(test),
            test.getTransitiveDependenciesFromSelf().stream().map(Dependency::getTargetClass))
        .filter(one -> tests.contain(one.getName()))
        .anyMatch(WholeServerTest::runsTheApplication);
  }

  private static boolean runsTheApplication(JavaClass one) {
    return one.getMethodCallsFromSelf().stream()
            .map(JavaMethodCall::getTarget)
            .anyMatch(call ->
                call.getOwner().isEquivalentTo(SpringApplication.class)
                    && call.getName().equals("run"))
        && one.getDirectDependenciesFromSelf().stream()
            .anyMatch(use -> use.getTargetClass().isEquivalentTo(GridMapApplication.class));
  }

  private static Set<String> capabilities() throws IOException {
    try (Stream<Path> folders = Files.list(MAIN)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
