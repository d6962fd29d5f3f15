package org.gridmap.geodata.source;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.source.LayerFile.Row;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Writes areas as a drawing for CAD programs: DXF of release 12 as text, which all of them read.
 * Each ring is a closed polyline, each area has its name written inside, and its attributes as
 * extended data of the application {@value #APPLICATION}. Layers are told by level and kind.
 */
final class DxfWriting {
  static final String APPLICATION = "GRIDMAP";

  /** What the drawing names an area by, and what decides its layer. */
  private static final String LABEL = "name";

  private static final String LEVEL = "level";
  private static final String KIND = "kind";

  /** The longest text that release 12 takes, in bytes. */
  private static final int MOST_BYTES = 250;

  private static final int METRES = 6;
  private static final int NO_UNIT = 0;
  private static final int COLOURS = 7;

  private final CharsetEncoder encoder;
  private final Writer out;
  private final boolean metres;

  private DxfWriting(Writer out, CharsetEncoder encoder, boolean metres) {
    this.out = out;
    this.encoder = encoder;
    this.metres = metres;
  }

  /**
   * Writes a drawing.
   *
   * @param rows areas in the coordinates of the drawing
   * @param metres whether one unit is a metre; degrees otherwise
   */
  static void write(OutputStream target, List<Row> rows, boolean metres) throws IOException {
    Charset gbk = Charset.forName("GBK");
    Writer out = new OutputStreamWriter(target, gbk);
    new DxfWriting(out, gbk.newEncoder(), metres).write(rows);
    out.flush();
  }

  private void write(List<Row> rows) throws IOException {
    header(rows);
    tables(rows);
    group(0, "SECTION");
    group(2, "ENTITIES");
    for (Row row : rows) {
      MultiPolygon land = row.geometry();
      if (land != null) {
        area(row, land);
      }
    }
    group(0, "ENDSEC");
    group(0, "EOF");
  }

  private void header(List<Row> rows) throws IOException {
    Envelope all = new Envelope();
    for (Row row : rows) {
      MultiPolygon land = row.geometry();
      if (land != null) {
        all.expandToInclude(land.getEnvelopeInternal());
      }
    }
    group(0, "SECTION");
    group(2, "HEADER");
    variable("$ACADVER", 1, "AC1009");
    variable("$DWGCODEPAGE", 3, "ANSI_936");
    variable("$INSUNITS", 70, Integer.toString(metres ? METRES : NO_UNIT));
    group(9, "$EXTMIN");
    point(10, all.isNull() ? new Coordinate() : new Coordinate(all.getMinX(), all.getMinY()));
    group(9, "$EXTMAX");
    point(10, all.isNull() ? new Coordinate() : new Coordinate(all.getMaxX(), all.getMaxY()));
    group(0, "ENDSEC");
  }

  private void variable(String name, int code, String value) throws IOException {
    group(9, name);
    group(code, value);
  }

  private void tables(List<Row> rows) throws IOException {
    Set<String> layers = new TreeSet<>();
    for (Row row : rows) {
      layers.add(layer(row));
      layers.add(textLayer(row));
    }
    group(0, "SECTION");
    group(2, "TABLES");
    table("LTYPE", 1);
    group(0, "LTYPE");
    group(2, "CONTINUOUS");
    group(70, "0");
    group(3, "Solid line");
    group(72, "65");
    group(73, "0");
    group(40, "0.0");
    group(0, "ENDTAB");
    table("LAYER", layers.size());
    int colour = 0;
    for (String layer : layers) {
      group(0, "LAYER");
      group(2, layer);
      group(70, "0");
      group(62, Integer.toString(1 + colour++ % COLOURS));
      group(6, "CONTINUOUS");
    }
    group(0, "ENDTAB");
    table("STYLE", 1);
    group(0, "STYLE");
    group(2, "STANDARD");
    group(70, "0");
    group(40, "0.0");
    group(41, "1.0");
    group(50, "0.0");
    group(71, "0");
    group(42, "1.0");
    // The fonts that every Chinese installation of a CAD program has.
    group(3, "txt");
    group(4, "gbcbig");
    group(0, "ENDTAB");
    table("APPID", 1);
    group(0, "APPID");
    group(2, APPLICATION);
    group(70, "0");
    group(0, "ENDTAB");
    group(0, "ENDSEC");
  }

  private void table(String name, int entries) throws IOException {
    group(0, "TABLE");
    group(2, name);
    group(70, Integer.toString(entries));
  }

  /** Names of layers have letters, digits and lines only. */
  private static String layer(Row row) {
    return ("L" + word(row, LEVEL) + "-" + word(row, KIND)).toUpperCase(Locale.ROOT);
  }

  private static String textLayer(Row row) {
    return "L" + word(row, LEVEL) + "-TEXT";
  }

  private static String word(Row row, String attribute) {
    Object value = row.attributes().get(attribute);
    return value == null ? "0" : value.toString().replaceAll("[^A-Za-z0-9]", "_");
  }

  private void area(Row row, MultiPolygon land) throws IOException {
    for (int i = 0; i < land.getNumGeometries(); i++) {
      Polygon part = (Polygon) land.getGeometryN(i);
      for (int r = -1; r < part.getNumInteriorRing(); r++) {
        ring(row, r < 0 ? part.getExteriorRing() : part.getInteriorRingN(r));
      }
    }
    if (!land.isEmpty()) {
      label(row, land);
    }
  }

  private void ring(Row row, LinearRing ring) throws IOException {
    group(0, "POLYLINE");
    group(8, layer(row));
    group(66, "1");
    point(10, new Coordinate());
    group(70, "1");
    group(1001, APPLICATION);
    for (Map.Entry<String, Object> attribute : row.attributes().entrySet()) {
      group(1000, text(attribute.getKey() + "=" + attribute.getValue()));
    }
    // A closed polyline does not repeat its first corner.
    for (int i = 0; i + 1 < ring.getNumPoints(); i++) {
      group(0, "VERTEX");
      group(8, layer(row));
      point(10, ring.getCoordinateN(i));
    }
    group(0, "SEQEND");
    group(8, layer(row));
  }

  private void label(Row row, MultiPolygon land) throws IOException {
    Object name = row.attributes().get(LABEL);
    if (name == null) {
      return;
    }
    Coordinate inside = land.getInteriorPoint().getCoordinate();
    group(0, "TEXT");
    group(8, textLayer(row));
    point(10, inside);
    group(40, number(Math.sqrt(land.getArea()) / 20));
    group(1, text(name.toString()));
    group(72, "1");
    point(11, inside);
    group(73, "2");
  }

  private void point(int code, Coordinate at) throws IOException {
    group(code, number(at.x));
    group(code + 10, number(at.y));
    group(code + 20, "0.0");
  }

  /** A tenth of a millimetre, in metres and in degrees. */
  private String number(double value) {
    return String.format(Locale.ROOT, metres ? "%.4f" : "%.9f", value);
  }

  /**
   * A text that cannot be anything else: no line of its own, and wide forms of the signs that begin
   * codes of the program; characters that the code page does not have are told by their number.
   */
  private String text(String raw) {
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i < raw.length(); i++) {
      char given = raw.charAt(i);
      char c = Character.isISOControl(given) ? ' ' : wide(given);
      boolean known = encoder.canEncode(c);
      String one = known ? String.valueOf(c) : String.format(Locale.ROOT, "\\U+%04X", (int) c);
      bytes += known && c > 0x7F ? 2 : one.length();
      if (bytes > MOST_BYTES) {
        break;
      }
      text.append(one);
    }
    return text.toString();
  }

  private static char wide(char c) {
    return "%\\^".indexOf(c) < 0 ? c : (char) (c + 0xFEE0);
  }

  private void group(int code, String value) throws IOException {
    out.write(String.format(Locale.ROOT, "%3d\r\n", code));
    out.write(value);
    out.write("\r\n");
  }
}
