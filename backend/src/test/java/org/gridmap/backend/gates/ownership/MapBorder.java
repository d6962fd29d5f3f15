package org.gridmap.backend.gates.ownership;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The border between those who ask for people and those who draw on the map. */
final class MapBorder {
  private MapBorder() {}

  /**
   * Uses of classes across the border, in either direction, a sentence each.
   *
   * @param people packages that ask for people
   * @param map the package of delivery; whoever stands on it draws, and what it stands on helps to
   *     draw
   */
  static Set<String> crossings(JavaClasses classes, Set<String> people, String map) {
    Set<String> drawing = new TreeSet<>();
    each(
        classes,
        (from, to) -> {
          if (isIn(to.getPackageName(), map)) {
            drawing.add(from.getPackageName());
          }
          if (isIn(from.getPackageName(), map)) {
            drawing.add(to.getPackageName());
          }
        });
    // The application itself, which holds everything.
    drawing.remove(map.replaceAll("\\.[^.]*$", ""));
    Set<String> found = new TreeSet<>();
    each(
        classes,
        (from, to) -> {
          boolean draws =
              drawing.contains(from.getPackageName()) || isIn(from.getPackageName(), map);
          boolean knowsPeople = draws && isInAny(to, people);
          boolean knowsMap = isInAny(from, people) && isIn(to.getPackageName(), map);
          if (knowsPeople || knowsMap) {
            found.add(from.getName() + " knows " + to.getName());
          }
        });
    return found;
  }

  @FunctionalInterface
  private interface Use {
    void of(JavaClass from, JavaClass to);
  }

  private static void each(JavaClasses classes, Use use) {
    for (JavaClass from : classes) {
      Set<JavaClass> all =
          from.getDirectDependenciesFromSelf().stream()
              .map(one -> one.getTargetClass().getBaseComponentType())
              .collect(Collectors.toSet());
      all.forEach(to -> use.of(from, to));
    }
  }

  private static boolean isInAny(JavaClass one, Set<String> roots) {
    return roots.stream().anyMatch(root -> isIn(one.getPackageName(), root));
  }

  private static boolean isIn(String name, String root) {
    return name.equals(root) || name.startsWith(root + ".");
  }
}
