package org.gridmap.backend.event.tally;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers for the words of a column, in the order in which they came. */
final class Names {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  int numberOf(String name) {
    return numbers.computeIfAbsent(
        name,
        one -> {
          names.add(one);
          return names.size() - 1;
        });
  }

  String name(int number) {
    return names.get(number);
  }

  int size() {
    return names.size();
  }

  /** Which numbers stand for one of some words; all of them for null. */
  boolean[] wanted(@Nullable Collection<String> some) {
    boolean[] wanted = new boolean[names.size()];
    if (some == null) {
      Arrays.fill(wanted, true);
      return wanted;
    }
    for (String name : some) {
      Integer number = numbers.get(name);
      if (number != null) {
        wanted[number] = true;
      }
    }
    return wanted;
  }
}
