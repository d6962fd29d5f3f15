package org.gridmap.geodata.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Reads a Shapefile: shapes in the order of the index, which knows about bytes that an editing
 * program left behind, and beside each its record of the table. No row vanishes: a shape without a
 * record, a record without a shape and one flagged deleted are refused by name.
 */
final class ShapefileReader {
  private static final int HEADER_BYTES = 100;
  private static final int TYPE_OFFSET = 32;
  private static final int INDEX_BYTES = 8;
  private static final int RECORD_HEADER_BYTES = 8;

  private final Path shp;
  private final ReadOptions options;
  private final FeatureIntake intake;
  private final Charset charset;
  private long againstDirection;

  private ShapefileReader(Path shp, ReadOptions options, FeatureIntake intake, Charset charset) {
    this.shp = shp;
    this.options = options;
    this.intake = intake;
    this.charset = charset;
  }

  /**
   * The reader of a Shapefile; empty for shapes (multipatches) and encodings that only GDAL knows.
   *
   * @param encoding the encoding of the table as GDAL names it
   */
  static Optional<ShapefileReader> of(
      Path shp, String encoding, ReadOptions options, FeatureIntake intake)
      throws UnreadableFileException {
    try (FileWindow shapes = new FileWindow(shp)) {
      if (shapes.size() < HEADER_BYTES) {
        throw damaged("It ends in its header.");
      }
      ByteBuffer header = shapes.at(0, HEADER_BYTES);
      return ShapeDecoder.knows(header.getInt(header.position() + TYPE_OFFSET))
          ? charset(encoding).map(c -> new ShapefileReader(shp, options, intake, c))
          : Optional.empty();
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static Optional<Charset> charset(String encoding) {
    try {
      return Optional.of(Charset.forName(encoding.equals("CP950") ? "x-windows-950" : encoding));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads all rows.
   *
   * @return sentences for the reader of the report
   */
  List<String> read() throws UnreadableFileException {
    try (FileWindow shapes = new FileWindow(shp);
        FileWindow index = new FileWindow(part("shx"));
        ShapefileTable table = new ShapefileTable(part("dbf"), charset)) {
      return read(shapes, index, table);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private List<String> read(FileWindow shapes, FileWindow index, ShapefileTable table)
      throws IOException, UnreadableFileException {
    long count = Math.max(0, index.size() - HEADER_BYTES) / INDEX_BYTES;
    ByteBuffer header = shapes.at(0, HEADER_BYTES);
    ShapeDecoder decoder =
        new ShapeDecoder(
            header.getInt(header.position() + TYPE_OFFSET), options.limits().featureVertices());
    long known = HEADER_BYTES;
    for (long row = 0; row < count; row++) {
      long offset = 2 * bigEndian(index.at(HEADER_BYTES + row * INDEX_BYTES, 4));
      int bytes = length(shapes, offset, row + 1);
      known += RECORD_HEADER_BYTES + bytes;
      shape(
          shapes.at(offset + RECORD_HEADER_BYTES, decoder.needed(bytes)),
          bytes,
          decoder,
          table,
          row);
    }
    for (long row = count; row < table.records(); row++) {
      intake.accept(
          null, Map.of(), null, 0, fault("The table has a record here, but there is no shape."));
    }
    return notes(count, table.records(), shapes.size() - known);
  }

  /** The length of a shape in bytes, which the file really has. */
  private static int length(FileWindow shapes, long offset, long row)
      throws IOException, UnreadableFileException {
    if (offset < HEADER_BYTES || !shapes.holds(offset, RECORD_HEADER_BYTES)) {
      throw damaged("Row " + row + " is said to lie outside of it.");
    }
    long bytes = 2 * bigEndian(shapes.at(offset + 4, 4));
    if (!shapes.holds(offset + RECORD_HEADER_BYTES, bytes)) {
      throw damaged("Row " + row + " is said to reach beyond its end.");
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  private static long bigEndian(ByteBuffer bytes) {
    return Integer.toUnsignedLong(Integer.reverseBytes(bytes.getInt()));
  }

  private void shape(
      ByteBuffer bytes, int length, ShapeDecoder decoder, ShapefileTable table, long row)
      throws IOException, UnreadableFileException {
    Geometry geometry = null;
    RowFault fault = null;
    try {
      geometry = decoder.decode(bytes, length);
      againstDirection += decoder.isAgainstDirection() ? 1 : 0;
    } catch (RowFault.Refused e) {
      fault = e.fault();
    }
    boolean recorded = row < table.records();
    if (fault == null && !recorded) {
      fault = fault("The table has no record for this shape.", geometry);
    } else if (fault == null && table.isDeleted(row)) {
      fault = fault("The record of this shape is flagged deleted in the table.", geometry);
    }
    intake.accept(
        null, fault == null ? table.values(row) : Map.of(), geometry, decoder.vertices(), fault);
  }

  private static RowFault fault(String reason) {
    return fault(reason, null);
  }

  private static RowFault fault(String reason, @Nullable Geometry geometry) {
    return new RowFault(
        "import-rejected", reason, geometry == null ? null : geometry.getCoordinate());
  }

  private List<String> notes(long shapes, long records, long unknownBytes) {
    List<String> notes = new ArrayList<>();
    if (shapes != records) {
      notes.add(
          "the table has "
              + records
              + " records for "
              + shapes
              + " shapes; which shape lost its record cannot be told, so check the names");
    }
    if (unknownBytes > 0) {
      notes.add(
          "the .shp part holds "
              + unknownBytes
              + " bytes that its index does not name, as edited files do; they were not read");
    }
    if (againstDirection > 0) {
      notes.add(
          "in "
              + againstDirection
              + " rows rings do not run as the format demands; they were read by where they lie: a"
              + " ring inside a shell is a hole, a ring inside a hole is a part");
    }
    return notes;
  }

  private Path part(String extension) throws UnreadableFileException {
    return ShapefileParts.sibling(shp, extension).orElseThrow(ShapefileReader::unreadable);
  }

  private static UnreadableFileException damaged(String evidence) {
    return new UnreadableFileException(
        "import-rejected", "The .shp part is damaged or cut off. " + evidence);
  }

  private static UnreadableFileException unreadable() {
    return new UnreadableFileException(
        "import-rejected", "The Shapefile cannot be read, or was changed while it was.");
  }
}
