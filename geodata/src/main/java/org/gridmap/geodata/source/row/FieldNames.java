package org.gridmap.geodata.source.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which field of a file holds which component of a row. Names are compared without case, spaces and
 * punctuation, so {@code addr:housenumber}, {@code addr_housenumber} and {@code AddrHouseNumber}
 * are one. The tables of Shapefiles cut names after ten bytes, so the beginning of a known Chinese
 * name counts as well, after every whole name.
 */
final class FieldNames<E extends Enum<E> & FieldNames.Known> {

  /** Shorter beginnings mean too many things: 网格 may begin a code, a name or a level. */
  private static final int SHORTEST_BEGINNING = 3;

  private static final int BEGINNING_RANK = 1_000;

  private final List<String> components;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final Map<String, Integer> componentOf = new HashMap<>();
  private final Map<String, Match> cache = new HashMap<>();
  private final Map<String, Integer> overrides = new HashMap<>();

  /** A component of a row with the field names known for it. */
  interface Known {
    /** The name by which a user overrides the field. */
    String component();

    /** Field names, the best first. */
    List<String> names();
  }

  /** The values of one row by component. */
  static final class Found<E extends Enum<E>> {
    private final @Nullable Object[] values;

    private Found(@Nullable Object[] values) {
      this.values = values;
    }

    /** The value of a component; null where the row has none. */
    @Nullable Object get(E component) {
      return values[component.ordinal()];
    }
  }

  /** A component, and how good the name is for it; the lowest rank wins. */
  private record Match(int component, int rank) {
    static final Match NONE = new Match(-1, 0);
  }

  /**
   * @param known the components with their names
   * @param overrides names of fields given by the user, by component
   * @throws IllegalArgumentException when the overrides name a component that does not exist
   */
  FieldNames(Class<E> known, Map<String, String> overrides) {
    E[] all = known.getEnumConstants();
    components = Arrays.stream(all).map(Known::component).toList();
    for (E component : all) {
      int rank = 0;
      for (String name : component.names()) {
        String plain = plain(name);
        componentOf.putIfAbsent(plain, component.ordinal());
        ranks.putIfAbsent(plain, rank++);
      }
    }
    overrides.forEach((name, field) -> {
      int index = components.indexOf(name);
      if (index < 0) {
        throw new IllegalArgumentException(
            "there is no component " + name + "; there are " + String.join(", ", components));
      }
      this.overrides.put(field, index);
    });
  }

  /** Finds the values of one row. */
  Found<E> values(Map<String, Object> attributes) {
    @Nullable Object[] values = new @Nullable Object[components.size()];
    int[] best = new int[values.length];
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      Match match = cache.computeIfAbsent(attribute.getKey(), this::match);
      int component = match.component();
      if (component >= 0
          && !isBlank(attribute.getValue())
          && (values[component] == null || match.rank() < best[component])) {
        values[component] = attribute.getValue();
        best[component] = match.rank();
      }
    }
    return new Found<>(values);
  }

  private static boolean isBlank(Object value) {
    return value instanceof String text && text.isBlank();
  }

  private Match match(String field) {
    Integer overridden = overrides.get(field);
    if (overridden != null) {
      return new Match(overridden, -1);
    }
    String plain = plain(field);
    Integer component = componentOf.get(plain);
    if (component != null) {
      return overrides.containsValue(component)
          ? Match.NONE
          : new Match(component, ranks.getOrDefault(plain, 0));
    }
    if (plain.length() >= SHORTEST_BEGINNING && plain.charAt(0) > 0x2E7F) {
      Collection<String> longer = new ArrayList<>(componentOf.keySet());
      longer.removeIf(name -> !name.startsWith(plain));
      List<Integer> meant = longer.stream().map(componentOf::get).distinct().toList();
      if (meant.size() == 1 && !overrides.containsValue(meant.getFirst())) {
        return new Match(meant.getFirst(), BEGINNING_RANK);
      }
    }
    return Match.NONE;
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }
}
