package org.gridmap.geodata.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridmap.geodata.crs.WellKnownSystems;

/**
 * What has to be known about a Shapefile before it is read: whether its parts are all there, its
 * reference system, and in which encoding its table is written. Chinese programs write GBK with no
 * word about it.
 */
final class ShapefileParts {

  private static final int HEADER_BYTES = 32;
  private static final int MOST_RECORD_BYTES = 1 << 16;
  private static final int MOST_PRJ_BYTES = 1 << 14;
  private static final long MOST_SNIFFED_BYTES = 64L << 20;

  /** The bits that no eight characters of ASCII have. */
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private ShapefileParts() {}

  /**
   * Checks that index and table lie beside the {@code .shp}.
   *
   * @throws UnreadableFileException when one is missing
   */
  static void requireComplete(Path shp) throws UnreadableFileException {
    for (String extension : new String[] {"shx", "dbf"}) {
      if (sibling(shp, extension).isEmpty()) {
        throw missing(extension);
      }
    }
  }

  private static UnreadableFileException missing(String extension) {
    return new UnreadableFileException(
        "import-rejected",
        "The ."
            + extension
            + " part is missing beside the .shp. A Shapefile is .shp, .shx, .dbf and .prj together.");
  }

  /** The part of the Shapefile with this extension, in whatever case it is written. */
  static Optional<Path> sibling(Path shp, String extension) {
    String name = shp.getFileName().toString();
    String stem = name.substring(0, name.lastIndexOf('.') + 1);
    try (Stream<Path> files = Files.list(shp.toAbsolutePath().getParent())) {
      return files
          .filter(file -> file.getFileName().toString().equalsIgnoreCase(stem + extension))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The encoding of the table as GDAL names it: UTF-8 if every field is UTF-8, allowing for
   * characters cut at the end of a field; else what the {@code .cpg} says if that is another
   * encoding than UTF-8; else GB18030, which contains GBK and GB2312.
   */
  static String encoding(Path shp) throws UnreadableFileException {
    Path dbf = sibling(shp, "dbf").orElseThrow(() -> missing("dbf"));
    String declared = sibling(shp, "cpg").map(ShapefileParts::declared).orElse("");
    boolean utf8;
    try (InputStream in = Files.newInputStream(dbf)) {
      utf8 = isUtf8(in);
    } catch (IOException e) {
      throw new UnreadableFileException("import-rejected", "The .dbf part cannot be read.");
    }
    if (utf8) {
      return "UTF-8";
    }
    return switch (declared) {
      case "",
          "UTF-8",
          "UTF8",
          "65001",
          "GBK",
          "GB2312",
          "936",
          "CP936",
          "ANSI 936",
          "GB18030",
          "54936" ->
          "GB18030";
      case "BIG5", "BIG-5", "950", "CP950", "ANSI 950" -> "CP950";
      default -> declared.chars().allMatch(ShapefileParts::isPlain) ? declared : "GB18030";
    };
  }

  /**
   * The EPSG code of the reference system, if the {@code .prj} describes one that is well known.
   */
  static Optional<String> epsgCode(Path shp) {
    return sibling(shp, "prj").map(ShapefileParts::text).flatMap(WellKnownSystems::codeOf);
  }

  private static String text(Path prj) {
    try (InputStream in = Files.newInputStream(prj)) {
      return new String(in.readNBytes(MOST_PRJ_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isPlain(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }

  private static String declared(Path cpg) {
    try (InputStream in = Files.newInputStream(cpg)) {
      return new String(in.readNBytes(32), StandardCharsets.ISO_8859_1)
          .strip()
          .toUpperCase(Locale.ROOT);
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isUtf8(InputStream in) throws IOException, UnreadableFileException {
    ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    if (header.limit() < HEADER_BYTES) {
      throw new UnreadableFileException("import-rejected", "The .dbf part is cut off.");
    }
    int headerBytes = Short.toUnsignedInt(header.getShort(8));
    int recordBytes = Short.toUnsignedInt(header.getShort(10));
    if (headerBytes < HEADER_BYTES + 1 || recordBytes < 1 || recordBytes > MOST_RECORD_BYTES) {
      throw new UnreadableFileException("import-rejected", "The .dbf part is damaged.");
    }
    byte[] fields = in.readNBytes(headerBytes - HEADER_BYTES);
    int count = fields.length / 32;
    int[] widths = new int[count];
    for (int i = 0; i < count; i++) {
      widths[i] = Byte.toUnsignedInt(fields[32 * i + 16]);
      if (!isUtf8(fields, 32 * i, nameLength(fields, 32 * i))) {
        return false;
      }
    }
    byte[] row = new byte[recordBytes];
    for (long read = 0; read < MOST_SNIFFED_BYTES; read += recordBytes) {
      if (in.readNBytes(row, 0, recordBytes) < recordBytes) {
        return true;
      }
      int at = 1;
      for (int i = 0; i < count && at + widths[i] <= recordBytes; i++) {
        if (!isUtf8(row, at, valueLength(row, at, widths[i]))) {
          return false;
        }
        at += widths[i];
      }
    }
    return true;
  }

  private static int nameLength(byte[] fields, int start) {
    int length = 0;
    while (length < 11 && fields[start + length] != 0) {
      length++;
    }
    return length;
  }

  private static int valueLength(byte[] row, int start, int width) {
    int length = width;
    while (length > 0 && (row[start + length - 1] == ' ' || row[start + length - 1] == 0)) {
      length--;
    }
    return length;
  }

  /** Whether the bytes are UTF-8, the last character possibly cut off. */
  static boolean isUtf8(byte[] bytes, int start, int length) {
    int end = start + length;
    int i = start;
    ByteBuffer eight = ByteBuffer.wrap(bytes);
    while (i < end) {
      if (i + Long.BYTES <= end && (eight.getLong(i) & NOT_ASCII) == 0) {
        i += Long.BYTES;
        continue;
      }
      int first = bytes[i] & 0xFF;
      int more =
          first < 0x80
              ? 0
              : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
      if (more < 0) {
        return false;
      }
      for (int k = 1; k <= more; k++) {
        if (i + k >= end) {
          return true;
        }
        if ((bytes[i + k] & 0xC0) != 0x80) {
          return false;
        }
      }
      i += more + 1;
    }
    return true;
  }

  /**
   * The text without the half character that a field too short for its content leaves at its end.
   */
  static String withoutCutCharacter(String text) {
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\uFFFD') {
      end--;
    }
    return text.substring(0, end);
  }
}
