package org.gridmap.geodata.coverage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes a coverage report as text for people, as JSON, or as GeoJSON for a desktop GIS. */
public final class CoverageReportWriter {

  /** The three forms of a report. */
  public enum Format {
    TEXT,
    JSON,
    GEOJSON
  }

  private CoverageReportWriter() {}

  /**
   * Writes a report in UTF-8; the stream stays open.
   *
   * @param report what to write; its findings are written in their order
   * @param format the form
   * @param out where to
   * @throws IOException if the stream cannot be written to
   */
  public static void write(CoverageReport report, Format format, OutputStream out)
      throws IOException {
    switch (format) {
      case TEXT -> text(report, out);
      case JSON -> json(report, out);
      case GEOJSON -> geoJson(report, out);
    }
    out.flush();
  }

  private static void text(CoverageReport report, OutputStream out) {
    PrintStream print = new PrintStream(out, false, StandardCharsets.UTF_8);
    print.printf(
        Locale.ROOT,
        "%,d polygons%s: %s%n",
        report.polygons(),
        report.parentGiven() ? " against a parent outline" : "",
        report.clean() ? "clean" : "not clean");
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
    if (leftOut.overlaps() + leftOut.gaps() + leftOut.outside() > 0) {
      print.printf(
          Locale.ROOT,
          "%nleft out, each under %s m²: %d overlaps (%.4f m²), %d gaps (%.4f m²), %d parts outside"
              + " (%.4f m²)%n",
          Double.toString(report.options().minAreaSquareMetres()),
          leftOut.overlaps(),
          leftOut.overlapSquareMetres(),
          leftOut.gaps(),
          leftOut.gapSquareMetres(),
          leftOut.outside(),
          leftOut.outsideSquareMetres());
    }
    print.flush();
  }

  private static String line(Finding finding) {
    StringBuilder line = new StringBuilder();
    if (finding.areaSquareMetres() > 0) {
      line.append(String.format(Locale.ROOT, "%,.2f m²  ", finding.areaSquareMetres()));
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
      case OUTSIDE -> "parts outside the parent";
      case EDGE_MISMATCH -> "edge mismatches";
      case MULTIPART -> "grids of several parts (told, not a defect)";
      case TOO_COMPLEX -> "too complex to be measured";
    };
  }

  private static void json(CoverageReport report, OutputStream out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      json.writeStartObject();
      json.writeNumberProperty("polygons", report.polygons());
      json.writeBooleanProperty("clean", report.clean());
      json.writeArrayPropertyStart("invalid");
      for (Finding finding : report.list(FindingKind.INVALID)) {
        json.writeStartObject();
        json.writeStringProperty(
            "grid", finding.grids().isEmpty() ? "" : finding.grids().getFirst());
        json.writeStringProperty("reason", finding.detail());
        place(json, finding);
        geometry(json, finding);
        json.writeEndObject();
      }
      json.writeEndArray();
      overlaps(json, report);
      json.writeArrayPropertyStart("gaps");
      for (Finding finding : report.list(FindingKind.GAP)) {
        json.writeStartObject();
        json.writeNumberProperty("areaSquareMetres", finding.areaSquareMetres());
        json.writeStringProperty("kind", gapKind(finding));
        codes(json, "neighbours", finding.grids());
        tail(json, finding);
      }
      json.writeEndArray();
      list(json, "outside", report.list(FindingKind.OUTSIDE));
      list(json, "edgeMismatches", report.list(FindingKind.EDGE_MISMATCH));
      list(json, "duplicates", report.list(FindingKind.DUPLICATE));
      list(json, "multipart", report.list(FindingKind.MULTIPART));
      list(json, "tooComplex", report.list(FindingKind.TOO_COMPLEX));
      totals(json, report);
      json.writeEndObject();
    }
  }

  /** Every pair that shares land, with what it is: one may also lie inside or equal the other. */
  private static void overlaps(JsonGenerator json, CoverageReport report) {
    json.writeArrayPropertyStart("overlaps");
    for (Finding finding : report.findings()) {
      if (finding.kind() != FindingKind.OVERLAP
          && finding.kind() != FindingKind.CONTAINMENT
          && finding.kind() != FindingKind.DUPLICATE) {
        continue;
      }
      for (int other = 1; other < finding.grids().size(); other++) {
        json.writeStartObject();
        json.writeStringProperty("a", finding.grids().getFirst());
        json.writeStringProperty("b", finding.grids().get(other));
        json.writeStringProperty("kind", finding.kind().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("areaSquareMetres", finding.areaSquareMetres());
        tail(json, finding);
      }
    }
    json.writeEndArray();
  }

  private static void list(JsonGenerator json, String name, List<Finding> findings) {
    json.writeArrayPropertyStart(name);
    for (Finding finding : findings) {
      json.writeStartObject();
      codes(json, "grids", finding.grids());
      json.writeNumberProperty("areaSquareMetres", finding.areaSquareMetres());
      tail(json, finding);
    }
    json.writeEndArray();
  }

  /** What ends every finding: a sentence, a place to fly to, and the geometry. */
  private static void tail(JsonGenerator json, Finding finding) {
    if (finding.detail() != null) {
      json.writeStringProperty("detail", finding.detail());
    }
    place(json, finding);
    geometry(json, finding);
    json.writeEndObject();
  }

  private static void totals(JsonGenerator json, CoverageReport report) {
    json.writeObjectPropertyStart("totals");
    json.writeNumberProperty("findings", report.findings().size());
    json.writeNumberProperty("invalid", report.list(FindingKind.INVALID).size());
    List<Finding> duplicates = report.list(FindingKind.DUPLICATE);
    int copies = duplicates.stream().mapToInt(finding -> finding.grids().size() - 1).sum();
    int contained = report.list(FindingKind.CONTAINMENT).size();
    json.writeNumberProperty(
        "overlaps", report.list(FindingKind.OVERLAP).size() + contained + copies);
    json.writeNumberProperty(
        "overlapSquareMetres",
        report.totalSquareMetres(FindingKind.OVERLAP)
            + report.totalSquareMetres(FindingKind.CONTAINMENT)
            + duplicates.stream()
                .mapToDouble(f -> f.areaSquareMetres() * (f.grids().size() - 1))
                .sum());
    json.writeNumberProperty("containments", contained);
    json.writeNumberProperty("duplicates", duplicates.size());
    json.writeNumberProperty("gaps", report.list(FindingKind.GAP).size());
    json.writeNumberProperty("gapSquareMetres", report.totalSquareMetres(FindingKind.GAP));
    for (GapKind kind : GapKind.values()) {
      json.writeNumberProperty(
          kind.name().toLowerCase(Locale.ROOT) + "Gaps",
          report.list(FindingKind.GAP).stream().filter(f -> f.gapKind() == kind).count());
    }
    json.writeNumberProperty("outside", report.list(FindingKind.OUTSIDE).size());
    json.writeNumberProperty("outsideSquareMetres", report.totalSquareMetres(FindingKind.OUTSIDE));
    json.writeNumberProperty("edgeMismatches", report.list(FindingKind.EDGE_MISMATCH).size());
    json.writeNumberProperty("tJunctions", report.junctions().corners());
    json.writeNumberProperty("multipart", report.list(FindingKind.MULTIPART).size());
    json.writeNumberProperty("tooComplex", report.list(FindingKind.TOO_COMPLEX).size());
    json.writeNumberProperty("minAreaSquareMetres", report.options().minAreaSquareMetres());
    json.writeNumberProperty("edgeToleranceMetres", report.options().edgeToleranceMetres());
    CoverageReport.LeftOut leftOut = report.leftOut();
    json.writeObjectPropertyStart("leftOut");
    json.writeNumberProperty("overlaps", leftOut.overlaps());
    json.writeNumberProperty("overlapSquareMetres", leftOut.overlapSquareMetres());
    json.writeNumberProperty("gaps", leftOut.gaps());
    json.writeNumberProperty("gapSquareMetres", leftOut.gapSquareMetres());
    json.writeNumberProperty("outside", leftOut.outside());
    json.writeNumberProperty("outsideSquareMetres", leftOut.outsideSquareMetres());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void geoJson(CoverageReport report, OutputStream out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("type", "FeatureCollection");
      json.writeStringProperty("name", "coverage_findings");
      json.writeArrayPropertyStart("features");
      for (Finding finding : report.findings()) {
        json.writeStartObject();
        json.writeStringProperty("type", "Feature");
        json.writeObjectPropertyStart("properties");
        json.writeStringProperty("kind", finding.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("gapKind", finding.gapKind() == null ? null : gapKind(finding));
        json.writeNumberProperty("areaSquareMetres", finding.areaSquareMetres());
        json.writeStringProperty("grids", String.join(",", finding.grids()));
        json.writeStringProperty("detail", finding.detail());
        json.writeEndObject();
        geometry(json, finding);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static JsonGenerator generator(OutputStream out) {
    return JsonFactory.builder()
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .build()
        .createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
  }

  private static String gapKind(Finding finding) {
    GapKind kind = finding.gapKind();
    return kind == null ? "" : kind.name().toLowerCase(Locale.ROOT);
  }

  private static void codes(JsonGenerator json, String name, List<String> codes) {
    json.writeArrayPropertyStart(name);
    codes.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void place(JsonGenerator json, Finding finding) {
    if (finding.geometry().isEmpty()) {
      return;
    }
    Coordinate place = finding.place();
    json.writeArrayPropertyStart("place");
    json.writeNumber(place.x);
    json.writeNumber(place.y);
    json.writeEndArray();
  }

  private static void geometry(JsonGenerator json, Finding finding) {
    json.writeName("geometry");
    GeoJsonGeometry.write(json, finding.geometry());
  }
}
