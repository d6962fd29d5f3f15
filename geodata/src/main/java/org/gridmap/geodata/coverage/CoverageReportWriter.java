package org.gridmap.geodata.coverage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.gridmap.geodata.geojson.GeoJsonWriter;
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
      case TEXT -> TextReport.write(report, out);
      case JSON -> json(report, out);
      case GEOJSON -> geoJson(report, out);
    }
    out.flush();
  }

  /** Writes in words what became of the rows of a file, for a file that holds nothing to judge. */
  public static void write(InputSummary reading, PrintStream out) {
    TextReport.rows(out, reading);
  }

  private static void json(CoverageReport report, OutputStream out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      json.writeStartObject();
      json.writeNumberProperty("polygons", report.polygons());
      state(json, report);
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
        strings(json, "neighbours", finding.grids());
        tail(json, finding);
      }
      json.writeEndArray();
      list(json, "strips", report.list(FindingKind.STRIP));
      list(json, "outside", report.list(FindingKind.OUTSIDE));
      list(json, "edgeMismatches", report.list(FindingKind.EDGE_MISMATCH));
      list(json, "duplicates", report.list(FindingKind.DUPLICATE));
      list(json, "multipart", report.list(FindingKind.MULTIPART));
      list(json, "tooComplex", report.list(FindingKind.TOO_COMPLEX));
      totals(json, report);
      json.writeEndObject();
    }
  }

  /** Clean or not, measured whole or not, and what became of the rows. */
  private static void state(JsonGenerator json, CoverageReport report) {
    json.writeBooleanProperty("clean", report.clean());
    json.writeBooleanProperty("incomplete", report.incomplete());
    strings(json, "notMeasured", report.notMeasured());
    json.writeArrayPropertyStart("reading");
    for (InputSummary reading : report.readings()) {
      json.writeStartObject();
      json.writeStringProperty("file", reading.file());
      json.writeNumberProperty("read", reading.read());
      json.writeNumberProperty("judged", reading.judged());
      json.writeNumberProperty("leftOut", reading.leftOut());
      json.writeNumberProperty("others", reading.others());
      json.writeObjectPropertyStart("reasons");
      new TreeMap<>(reading.reasons()).forEach(json::writeNumberProperty);
      json.writeEndObject();
      json.writeArrayPropertyStart("rows");
      for (InputSummary.Row row : reading.rows()) {
        json.writeStartObject();
        json.writeNumberProperty("row", row.row());
        json.writeStringProperty("reason", row.reason());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
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
      strings(json, "grids", finding.grids());
      json.writeNumberProperty("areaSquareMetres", finding.areaSquareMetres());
      tail(json, finding);
    }
    json.writeEndArray();
  }

  /** What ends every finding: a sentence, a place to fly to, and the geometry. */
  private static void tail(JsonGenerator json, Finding finding) {
    json.writeBooleanProperty("approximate", finding.approximate());
    width(json, finding);
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
    json.writeNumberProperty("strips", report.list(FindingKind.STRIP).size());
    json.writeNumberProperty("stripSquareMetres", report.totalSquareMetres(FindingKind.STRIP));
    json.writeNumberProperty("outside", report.list(FindingKind.OUTSIDE).size());
    json.writeNumberProperty("outsideSquareMetres", report.totalSquareMetres(FindingKind.OUTSIDE));
    json.writeNumberProperty("edgeMismatches", report.list(FindingKind.EDGE_MISMATCH).size());
    json.writeNumberProperty("tJunctions", report.junctions().corners());
    json.writeNumberProperty("multipart", report.list(FindingKind.MULTIPART).size());
    json.writeNumberProperty("tooComplex", report.list(FindingKind.TOO_COMPLEX).size());
    json.writeNumberProperty("minAreaSquareMetres", report.options().minAreaSquareMetres());
    json.writeNumberProperty("edgeToleranceMetres", report.options().edgeToleranceMetres());
    json.writeNumberProperty("gapWidthMetres", report.options().gapWidthMetres());
    CoverageReport.LeftOut leftOut = report.leftOut();
    json.writeObjectPropertyStart("leftOut");
    json.writeNumberProperty("overlaps", leftOut.overlaps());
    json.writeNumberProperty("overlapSquareMetres", leftOut.overlapSquareMetres());
    json.writeNumberProperty("gaps", leftOut.gaps());
    json.writeNumberProperty("gapSquareMetres", leftOut.gapSquareMetres());
    json.writeNumberProperty("outside", leftOut.outside());
    json.writeNumberProperty("outsideSquareMetres", leftOut.outsideSquareMetres());
    json.writeNumberProperty("strips", leftOut.strips());
    json.writeNumberProperty("stripSquareMetres", leftOut.stripSquareMetres());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void geoJson(CoverageReport report, OutputStream out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("type", "FeatureCollection");
      json.writeStringProperty("name", "coverage_findings");
      state(json, report);
      json.writeArrayPropertyStart("features");
      for (Finding finding : report.findings()) {
        json.writeStartObject();
        json.writeStringProperty("type", "Feature");
        json.writeObjectPropertyStart("properties");
        json.writeStringProperty("kind", finding.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("gapKind", finding.gapKind() == null ? null : gapKind(finding));
        json.writeNumberProperty("areaSquareMetres", finding.areaSquareMetres());
        json.writeBooleanProperty("approximate", finding.approximate());
        width(json, finding);
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

  private static void strings(JsonGenerator json, String name, List<String> strings) {
    json.writeArrayPropertyStart(name);
    strings.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void width(JsonGenerator json, Finding finding) {
    Double metres = finding.widthMetres();
    if (metres != null) {
      json.writeNumberProperty("widthMetres", metres);
    }
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
    GeoJsonWriter.geometry(json, finding.geometry().isEmpty() ? null : finding.geometry());
  }
}
