package org.gridmap.backend;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.modulith.ApplicationModule;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * A test of some capabilities on a database of their own: a server on a free port of the loopback
 * device ({@code @LocalServerPort}) that holds them and every capability that their arrows lead to,
 * and nothing else of the town. Classes that name the same capabilities, and no other
 * configuration, share one server and one database.
 *
 * <p>Modulith's own {@code @ApplicationModuleTest} leaves the modules inside a module out, and with
 * them what they implement for it, until each is named; here a capability comes whole.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = GridMapApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@TypeExcludeFilters(CapabilityTest.Others.class)
@ContextConfiguration(initializers = GridMapTest.OwnDatabase.class)
public @interface CapabilityTest {
  /** Names of packages right below that of the application. */
  String[] value();

  /** Keeps what belongs to no capability of the test from being found. */
  final class Others extends TypeExcludeFilter {
    private static final String ROOT = GridMapApplication.class.getPackageName() + ".";

    private final Set<String> capabilities;

    public Others(Class<?> testClass) {
      this(
          TestContextAnnotationUtils.findMergedAnnotation(testClass, CapabilityTest.class).value());
    }

    private Others(String... named) {
      capabilities = reachedFrom(named);
    }

    /** Names of the capabilities, and of all that their declared arrows lead to, in order. */
    public static Set<String> reachedFrom(String... named) {
      Set<String> reached = new TreeSet<>();
      Deque<String> waiting = new ArrayDeque<>(List.of(named));
      while (!waiting.isEmpty()) {
        String one = waiting.pop();
        if (reached.add(one)) {
          waiting.addAll(arrowsOf(one));
        }
      }
      return reached;
    }

    /** Where the modules of a capability declare that they lead to. */
    private static Set<String> arrowsOf(String capability) {
      Set<String> arrows = new TreeSet<>();
      try {
        String inside = "classpath*:" + ROOT.replace('.', '/') + capability + "/";
        Resource[] found =
            new PathMatchingResourcePatternResolver()
                .getResources(inside + "**/package-info.class");
        if (found.length == 0) {
          throw new IllegalArgumentException("There is no capability " + capability);
        }
        for (Resource resource : found) {
          ApplicationModule module = moduleOf(resource.getURL().getPath());
          if (module != null) {
            for (String arrow : module.allowedDependencies()) {
              arrows.add(capabilityOf(arrow));
            }
          }
        }
      } catch (IOException | ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
      return arrows;
    }

    private static ApplicationModule moduleOf(String file) throws ClassNotFoundException {
      String path = file.substring(file.lastIndexOf(ROOT.replace('.', '/')));
      String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
      return Class.forName(name).getAnnotation(ApplicationModule.class);
    }

    /** The first part of {@code capability.module :: interface}. */
    private static String capabilityOf(String name) {
      return name.split("[. ]", 2)[0];
    }

    @Override
    public boolean match(MetadataReader found, MetadataReaderFactory factory) {
      String name = found.getClassMetadata().getClassName();
      return name.startsWith(ROOT)
          && !name.equals(GridMapApplication.class.getName())
          && !capabilities.contains(capabilityOf(name.substring(ROOT.length())));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Others others && capabilities.equals(others.capabilities);
    }

    @Override
    public int hashCode() {
      return capabilities.hashCode();
    }
  }
}
