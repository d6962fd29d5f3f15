package org.gridmap.geodata.coverage;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What a coverage check found.
 *
 * @param polygons how many grids were given
 * @param parentGiven whether an outline to be covered was given
 * @param findings all findings, largest first; see {@link #rankedBy}
 * @param junctions corners on edges of others; told, not a defect
 * @param leftOut what was found but is smaller than the smallest area asked for
 * @param options the options of the check
 */
public record CoverageReport(
    int polygons,
    boolean parentGiven,
    List<Finding> findings,
    Junctions junctions,
    LeftOut leftOut,
    CoverageCheckOptions options) {

  /**
   * Corners that lie exactly on a longer edge of another grid or of the parent (T-junctions).
   *
   * @param corners how many
   * @param furthestMetres how far the furthest is off its edge, by rounding
   */
  public record Junctions(int corners, double furthestMetres) {
    static final Junctions NONE = new Junctions(0, 0);
  }

  /**
   * How many findings were too small to list, and how much land they hold together.
   *
   * @param overlaps overlaps left out
   * @param overlapSquareMetres their area together
   * @param gaps gaps left out
   * @param gapSquareMetres their area together
   * @param outside parts outside the parent left out
   * @param outsideSquareMetres their area together
   */
  public record LeftOut(
      int overlaps,
      double overlapSquareMetres,
      int gaps,
      double gapSquareMetres,
      int outside,
      double outsideSquareMetres) {}

  public CoverageReport {
    findings = findings.stream().sorted(BY_SIZE).toList();
  }

  private static final Comparator<Finding> BY_SIZE =
      Comparator.comparingDouble(Finding::areaSquareMetres)
          .reversed()
          .thenComparing(Finding::kind)
          .thenComparing(finding -> String.join(",", finding.grids()));

  /**
   * True if nothing is wrong. A grid of several parts is told but is not wrong: islets are covered
   * once and only once like everything else.
   */
  public boolean clean() {
    return findings.stream().allMatch(finding -> finding.kind() == FindingKind.MULTIPART);
  }

  /** The findings of one kind, largest first. */
  public List<Finding> list(FindingKind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).toList();
  }

  /** The area of all listed findings of one kind together, in square metres. */
  public double totalSquareMetres(FindingKind kind) {
    return findings.stream()
        .filter(finding -> finding.kind() == kind)
        .mapToDouble(Finding::areaSquareMetres)
        .sum();
  }

  /**
   * The findings in the order in which they should be mended: those that concern most people first,
   * then the largest.
   *
   * @param people how many people live in the land of a finding
   */
  public List<Finding> rankedBy(ToIntFunction<Finding> people) {
    record Counted(Finding finding, int people) {}
    return findings.stream()
        .map(finding -> new Counted(finding, people.applyAsInt(finding)))
        .sorted(Comparator.comparingInt(Counted::people).reversed())
        .map(Counted::finding)
        .toList();
  }
}
