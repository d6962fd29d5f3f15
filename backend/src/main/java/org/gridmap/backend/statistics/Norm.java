package org.gridmap.backend.statistics;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.regex.Pattern;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;

/**
 * How much grids of some sort should hold. It is what 规模适度 asks for.
 *
 * @param measure what is counted
 * @param least a grid with fewer is too small
 * @param most a grid with more is too large
 * @param kind grids of this kind alone; null for every kind
 * @param level grids of this level, 1 for the root; null for leaf grids of any level
 * @param area grids whose code, or that of the whole area, begins so; null for all areas
 */
public record Norm(
    @NotNull NormMeasure measure,
    @Min(0) long least,
    @Min(0) long most,
    @Nullable GridKind kind,
    @Min(1) @Nullable Integer level,
    @Nullable String area) {
  public Norm {
    if (most < least) {
      throw new IllegalArgumentException("a norm from " + least + " to " + most);
    }
  }

  private static final Pattern OFFICIAL = Pattern.compile("[0-9]+");

  /** Where a count lies. */
  public enum Band {
    UNDER,
    GOOD,
    OVER
  }

  /** A grid as far as a norm looks at it; {@code level} is 1 for the root. */
  public record Subject(String rootCode, String code, GridKind kind, int level, boolean leaf) {}

  /** Where a count of the measure lies; the limits themselves are good. */
  public Band band(long count) {
    return count < least ? Band.UNDER : count > most ? Band.OVER : Band.GOOD;
  }

  boolean fits(Subject grid) {
    return (kind == null || kind == grid.kind())
        && (level == null ? grid.leaf() : level == grid.level())
        && (area == null || lies(grid.code(), area) || lies(grid.rootCode(), area));
  }

  /** Codes of the official list begin with those of the areas above; others say nothing by it. */
  private static boolean lies(String code, String area) {
    return code.equals(area) || OFFICIAL.matcher(area).matches() && code.startsWith(area);
  }
}
