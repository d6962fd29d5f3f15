package org.gridmap.backend.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridmap.backend.land.DivisionStatus;
import org.gridmap.backend.land.StoredDivision;
import org.gridmap.geodata.coverage.CountedNoun;
import org.gridmap.geodata.source.ReadReport;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** An import report as lines of text. */
final class IntakeReportText {
  private static final int REFUSALS_SHOWN = 20;

  private IntakeReportText() {}

  static List<String> of(IntakeReport report) {
    List<String> lines = new ArrayList<>();
    report.files().forEach((name, read) -> addFile(lines, name, read));
    lines.addAll(report.notes());
    lines.add(
        String.format(
            Locale.ROOT,
            "%s %s%s%s.",
            report.dryRun() ? "A real import would store" : "Stored",
            CountedNoun.of(report.stored(), "row"),
            report.replaced() > 0
                ? String.format(Locale.ROOT, " in place of %,d", report.replaced())
                : "",
            report.outside() > 0
                ? String.format(
                    Locale.ROOT,
                    "; %,d %s in no grid",
                    report.outside(),
                    report.outside() == 1 ? "lies" : "lie")
                : ""));
    @Nullable StoredDivision division = report.division();
    if (division != null) {
      addDivision(lines, division, report.dryRun());
    }
    return lines;
  }

  private static void addFile(List<String> lines, String name, ReadReport read) {
    lines.add(
        String.format(
            Locale.ROOT,
            "%s (%s, %s): %,d read, %,d accepted, %,d refused, %,d left out%s",
            name,
            read.format(),
            read.crs(),
            read.read(),
            read.accepted(),
            read.refused(),
            read.leftOut(),
            read.counts().isEmpty() ? "" : " " + new TreeMap<>(read.counts())));
    read.notes().forEach(note -> lines.add("  note: " + note));
    new TreeMap<>(read.kinds())
        .forEach((kind, rows) -> lines.add(String.format(Locale.ROOT, "  %,d × %s", rows, kind)));
    read.refusals().stream()
        .limit(REFUSALS_SHOWN)
        .forEach(refusal ->
            lines.add("  row " + refusal.row() + place(refusal.place()) + ": " + refusal.reason()));
    if (read.refused() > REFUSALS_SHOWN) {
      lines.add("  … and " + CountedNoun.of(read.refused() - REFUSALS_SHOWN, "more refused row"));
    }
  }

  private static String place(@Nullable Coordinate place) {
    return place == null ? "" : String.format(Locale.ROOT, " at %.7f %.7f", place.x, place.y);
  }

  private static void addDivision(List<String> lines, StoredDivision division, boolean dryRun) {
    boolean inForce = division.status() == DivisionStatus.PUBLISHED;
    lines.add(
        (dryRun ? "The division would be " : "Division " + division.id() + " is ")
            + (inForce ? "in force" : "a draft")
            + ", "
            + area(division)
            + ": "
            + new TreeMap<>(division.levels())
                .entrySet().stream()
                    .map(level ->
                        CountedNoun.of(level.getValue(), "grid") + " of level " + level.getKey())
                    .collect(Collectors.joining(", ")));
    if (division.findings().isEmpty()) {
      lines.add("The coverage check found nothing: every metre is in exactly one grid.");
    } else {
      lines.add(
          "The coverage check found "
              + new TreeMap<>(division.findings())
                  .entrySet().stream()
                      .map(IntakeReportText::count)
                      .collect(Collectors.joining(", "))
              + (division.leftOut() > 0
                  ? " (and " + division.leftOut() + " too small to list)"
                  : "")
              + (dryRun ? "." : ". The map lists them with their places."));
    }
    for (StoredDivision.Overlap overlap : division.overlaps()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s a draft because %,.0f m² of it belong to %s, which is in force: look%s.",
              dryRun ? "It would be" : "It is",
              overlap.areaSquareMetres(),
              overlap.name().equals(overlap.code())
                  ? overlap.code()
                  : overlap.name() + " (" + overlap.code() + ")",
              place(overlap.place())));
    }
    if (!inForce && !dryRun) {
      lines.add(
          "Next: a security administrator opens 人 (Users) and asks for the role 规划员 (Planner) of "
              + area(division)
              + " for somebody; a second administrator agrees. That planner finds the draft under 查"
              + " (Check), and mends and publishes it under 划 (Plan).");
    }
  }

  /** What the area is called, with the code by which it is found. */
  private static String area(StoredDivision division) {
    return division.name().equals(division.rootCode())
        ? division.name()
        : division.name() + " (" + division.rootCode() + ")";
  }

  private static String count(Map.Entry<String, Long> kind) {
    return kind.getValue() + " × " + kind.getKey().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
