package org.gridmap.backend.sql;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows in PostgreSQL's COPY text format: tab between fields, backslash escapes, hex EWKB. */
public final class CopyText {
  private static final int BUFFER_CHARACTERS = 1 << 16;
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private final StringBuilder text = new StringBuilder();
  private boolean lineOpen;

  /** A number, a text, or null. */
  public CopyText field(@Nullable Object value) {
    separate();
    if (value == null) {
      text.append("\\N");
    } else {
      escape(value.toString());
    }
    return this;
  }

  /** An array of texts. */
  public CopyText field(List<String> values) {
    separate();
    escape(array(values));
    return this;
  }

  /** An array of texts as PostgreSQL reads it. */
  public static String array(List<String> values) {
    StringBuilder array = new StringBuilder("{");
    for (String value : values) {
      array
          .append(array.length() > 1 ? "," : "")
          .append('"')
          .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    return array.append('}').toString();
  }

  /** A geometry in EPSG:4490; a polygon is written as the multi-polygon of the column. */
  public CopyText field(@Nullable Geometry geometry) {
    separate();
    if (geometry == null) {
      text.append("\\N");
      return this;
    }
    text.append(hex(geometry));
    return this;
  }

  /** A geometry as hex EWKB in EPSG:4490; a polygon as the multi-polygon of the column. */
  public static String hex(Geometry geometry) {
    GeometryFactory factory = geometry.getFactory();
    Geometry stored =
        geometry instanceof Polygon polygon
            ? factory.createMultiPolygon(new Polygon[] {polygon})
            : geometry;
    stored.setSRID(4490);
    byte[] bytes = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, true).write(stored);
    StringBuilder hex = new StringBuilder(bytes.length * 2);
    for (byte b : bytes) {
      hex.append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
    }
    return hex.toString();
  }

  /** Fields as COPY reads them, written before. */
  public CopyText written(String fields) {
    separate();
    text.append(fields);
    return this;
  }

  /** Ends the row; the next field begins another. */
  public void endRow() {
    text.append('\n');
    lineOpen = false;
  }

  /**
   * Sends the collected rows and empties the buffer.
   *
   * @param statement {@code COPY … FROM STDIN}, which names the fields
   * @throws DataAccessResourceFailureException without the row, which the server's message repeats
   */
  public void send(JdbcTemplate jdbc, String statement) {
    String rows = text.toString();
    text.setLength(0);
    jdbc.execute((Connection connection) -> {
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      try {
        return copies.copyIn(statement, new StringReader(rows), BUFFER_CHARACTERS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new DataAccessResourceFailureException("COPY was refused: " + e.getSQLState());
      }
    });
  }

  private void separate() {
    if (lineOpen) {
      text.append('\t');
    }
    lineOpen = true;
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        // PostgreSQL's text cannot hold it.
        case 0 -> text.append(' ');
        default -> text.append(c);
      }
    }
  }
}
