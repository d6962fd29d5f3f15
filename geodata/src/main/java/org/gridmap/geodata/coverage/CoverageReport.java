package org.gridmap.geodata.coverage;

import java.util.ArrayList;
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
 * @param unread what could not be judged at all, a sentence for each
 * @param readings what became of the rows of the files; empty for grids that come from none
 * @param options the options of the check
 */
public record CoverageReport(
    int polygons,
    boolean parentGiven,
    List<Finding> findings,
    Junctions junctions,
    LeftOut leftOut,
    List<String> unread,
    List<InputSummary> readings,
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
   * @param strips strips left out
   * @param stripSquareMetres their area together
   */
  public record LeftOut(
      int overlaps,
      double overlapSquareMetres,
      int gaps,
      double gapSquareMetres,
      int outside,
      double outsideSquareMetres,
      int strips,
      double stripSquareMetres) {
    static final LeftOut NOTHING = new LeftOut(0, 0, 0, 0, 0, 0, 0, 0);

    /** How many findings were left out. */
    public int count() {
      return overlaps + gaps + outside + strips;
    }
  }

  public CoverageReport {
    findings = findings.stream().sorted(BY_SIZE).toList();
    unread = List.copyOf(unread);
    readings = List.copyOf(readings);
  }

  private static final Comparator<Finding> BY_SIZE =
      Comparator.comparingDouble(Finding::areaSquareMetres)
          .reversed()
          .thenComparing(Finding::kind)
          .thenComparing(Finding::grids, CodeOrder::compareAll);

  /** The same report, with what became of the rows of its files. */
  public CoverageReport withReadings(List<InputSummary> files) {
    return new CoverageReport(
        polygons, parentGiven, findings, junctions, leftOut, unread, files, options);
  }

  /** True if everything was judged, and nothing is wrong. */
  public boolean clean() {
    return defects() == 0 && !incomplete();
  }

  /**
   * How many findings are wrong. A grid of several parts is told but is not wrong: islets are
   * covered once and only once like everything else. What was too complex to be measured may be
   * right.
   */
  public long defects() {
    return findings.stream()
        .filter(finding ->
            finding.kind() != FindingKind.MULTIPART && finding.kind() != FindingKind.TOO_COMPLEX)
        .count();
  }

  /** True if something was not measured, so that there may be more than was found. */
  public boolean incomplete() {
    return !notMeasured().isEmpty();
  }

  /** All that was not measured, a sentence for each. */
  public List<String> notMeasured() {
    List<String> all = new ArrayList<>(unread);
    for (Finding finding : list(FindingKind.TOO_COMPLEX)) {
      String grids = finding.grids().isEmpty() ? "" : String.join(" ", finding.grids()) + ": ";
      all.add(grids + finding.detail());
    }
    for (InputSummary reading : readings) {
      if (reading.leftOut() > 0) {
        all.add(
            reading.file() + ": rows that were left out on reading (" + reading.leftOut() + ")");
      }
    }
    return all;
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
