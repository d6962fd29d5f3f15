package org.gridmap.backend.publication.compliance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.publication.comparison.ComparedDivision.SideGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * One rule of division and how the division keeps it.
 *
 * @param key name of the rule for programs
 * @param zh its name in Chinese
 * @param en its name in English
 * @param passed whether it is kept
 * @param figures measures and the thresholds that they are held against, by name
 * @param offending the grids that break it, the worst first
 */
record RuleResult(
    String key,
    String zh,
    String en,
    boolean passed,
    Map<String, Number> figures,
    List<Offence> offending) {

  /**
   * @param code code of the grid
   * @param name its name
   * @param value the measure that breaks the rule; null where it may not be told
   * @param place where to look: longitude, latitude
   * @param detail what is wrong, where the measure does not say it
   */
  record Offence(
      String code,
      String name,
      @Nullable Double value,
      List<Double> place,
      @Nullable String detail) {
    static Offence of(SideGrid grid, @Nullable Double value) {
      return of(grid, value, grid.outline().getInteriorPoint().getCoordinate(), null);
    }

    static Offence of(
        SideGrid grid, @Nullable Double value, Coordinate place, @Nullable String detail) {
      return new Offence(grid.code(), grid.name(), value, List.of(place.x, place.y), detail);
    }
  }

  /** Collects what a rule finds. */
  static final class Builder {
    private final String key;
    private final String zh;
    private final String en;
    private final Map<String, Number> figures = new LinkedHashMap<>();
    private final List<Offence> offending = new ArrayList<>();

    Builder(String key, String zh, String en) {
      this.key = key;
      this.zh = zh;
      this.en = en;
    }

    Builder figure(String name, Number value) {
      figures.put(name, value);
      return this;
    }

    void offence(Offence offence) {
      offending.add(offence);
    }

    /** The line; it passes if nothing offends. */
    RuleResult build(Comparator<Offence> worstFirst) {
      return build(offending.isEmpty(), worstFirst);
    }

    RuleResult build(boolean passed, Comparator<Offence> worstFirst) {
      figures.put("offending", offending.size());
      return new RuleResult(
          key, zh, en, passed, figures, offending.stream().sorted(worstFirst).toList());
    }
  }

  static final Comparator<Offence> LEAST_FIRST =
      Comparator.comparing(Offence::value, Comparator.nullsLast(Comparator.<Double>naturalOrder()))
          .thenComparing(Offence::code);
  static final Comparator<Offence> MOST_FIRST =
      Comparator.comparing(Offence::value, Comparator.nullsLast(Comparator.<Double>reverseOrder()))
          .thenComparing(Offence::code);
}
