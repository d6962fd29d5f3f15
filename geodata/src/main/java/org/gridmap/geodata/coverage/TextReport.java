package org.gridmap.geodata.coverage;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.locationtech.jts.geom.Coordinate;

/** A coverage report as text for people. */
final class TextReport {
  /** Rows and places that are named; JSON names more. */
  private static final int LISTED = 100;

  private TextReport() {}

  static void write(CoverageReport report, OutputStream out) {
    PrintStream print = new PrintStream(out, false, StandardCharsets.UTF_8);
    print.printf(
        Locale.ROOT,
        "%s%s: %s%n",
        CountedNoun.of(report.polygons(), "polygon"),
        report.parentGiven() ? " against a parent outline" : "",
        summary(report));
    report.readings().forEach(reading -> rows(print, reading));
    List<String> notMeasured = report.notMeasured();
    if (!notMeasured.isEmpty()) {
      print.printf(Locale.ROOT, "%nnot measured: %,d%n", notMeasured.size());
      notMeasured.stream().limit(LISTED).forEach(what -> print.println("  " + what));
      more(print, notMeasured.size());
    }
    for (FindingKind kind : FindingKind.values()) {
      List<Finding> findings = report.list(kind);
      if (findings.isEmpty()) {
        continue;
      }
      double area = report.totalSquareMetres(kind);
      print.printf(
          Locale.ROOT,
          "%n%s: %,d%s%n",
          label(kind),
          findings.size(),
          area > 0 ? String.format(Locale.ROOT, ", %,.2f m² together", area) : "");
      for (Finding finding : findings) {
        print.println("  " + line(finding));
      }
    }
    CoverageReport.Junctions junctions = report.junctions();
    if (junctions.corners() > 0) {
      print.printf(
          Locale.ROOT,
          "%ncorners on a longer edge of a neighbour (T-junctions; told, not a defect): %,d%s%n",
          junctions.corners(),
          junctions.furthestMetres() < 5e-6
              ? ""
              : String.format(
                  Locale.ROOT, ", at most %.2f mm off", 1000 * junctions.furthestMetres()));
    }
    CoverageReport.LeftOut leftOut = report.leftOut();
    if (leftOut.count() > 0) {
      print.printf(
          Locale.ROOT,
          "%nleft out, each under %s m²: %s (%.4f m²), %s (%.4f m²), %s outside (%.4f m²), %s"
              + " (%.4f m²)%n",
          Double.toString(report.options().minAreaSquareMetres()),
          CountedNoun.of(leftOut.overlaps(), "overlap"),
          leftOut.overlapSquareMetres(),
          CountedNoun.of(leftOut.gaps(), "gap"),
          leftOut.gapSquareMetres(),
          CountedNoun.of(leftOut.outside(), "part"),
          leftOut.outsideSquareMetres(),
          CountedNoun.of(leftOut.strips(), "strip"),
          leftOut.stripSquareMetres());
    }
    print.flush();
  }

  private static String summary(CoverageReport report) {
    if (report.incomplete()) {
      return report.defects() > 0
          ? "not clean, and incomplete: not everything was measured"
          : "incomplete: nothing wrong was found, but not everything was measured";
    }
    return report.clean() ? "clean" : "not clean";
  }

  static void rows(PrintStream print, InputSummary reading) {
    print.printf(
        Locale.ROOT,
        "%s: %s read = %,d judged + %,d left out%s%n",
        reading.file(),
        CountedNoun.of(reading.read(), "row"),
        reading.judged(),
        reading.leftOut(),
        reading.others() == 0
            ? ""
            : String.format(Locale.ROOT, " + %,d of other kinds", reading.others()));
    new TreeMap<>(reading.reasons())
        .forEach((why, rows) -> print.printf(Locale.ROOT, "  %,d × %s%n", rows, why));
    reading.rows().stream()
        .limit(LISTED)
        .forEach(row -> print.println("  row " + row.row() + " is left out: " + row.reason()));
    more(print, reading.leftOut());
  }

  private static void more(PrintStream print, long all) {
    if (all > LISTED) {
      print.printf(Locale.ROOT, "  and %,d more%n", all - LISTED);
    }
  }

  private static String line(Finding finding) {
    StringBuilder line = new StringBuilder();
    if (finding.areaSquareMetres() > 0) {
      line.append(String.format(Locale.ROOT, "%,.2f m²  ", finding.areaSquareMetres()));
    }
    if (finding.approximate()) {
      line.append("approximate  ");
    }
    if (finding.gapKind() != null) {
      line.append(finding.gapKind().name().toLowerCase(Locale.ROOT)).append("  ");
    }
    line.append(String.join(" ", finding.grids()));
    if (!finding.geometry().isEmpty()) {
      Coordinate place = finding.place();
      line.append(String.format(Locale.ROOT, "  at %.7f %.7f", place.x, place.y));
    }
    if (finding.detail() != null) {
      line.append("  (").append(finding.detail()).append(')');
    }
    return line.toString();
  }

  private static String label(FindingKind kind) {
    return switch (kind) {
      case INVALID -> "invalid rings";
      case OVERLAP -> "overlaps";
      case DUPLICATE -> "duplicates";
      case CONTAINMENT -> "grids inside another grid";
      case GAP -> "gaps";
      case STRIP -> "strips";
      case OUTSIDE -> "parts outside the parent";
      case EDGE_MISMATCH -> "edge mismatches";
      case MULTIPART -> "grids of several parts (told, not a defect)";
      case TOO_COMPLEX -> "too complex to be measured";
    };
  }
}
