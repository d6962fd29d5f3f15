package org.gridmap.geodata.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of a Shapefile (.dbf): the attributes of shape n are its record n. */
final class ShapefileTable implements Closeable {
  private static final int HEADER_BYTES = 32;
  private static final int FIELD_BYTES = 32;
  private static final int NAME_BYTES = 11;
  private static final int LONGEST_WHOLE_NUMBER = 18;
  private static final byte END_OF_FIELDS = '\r';
  private static final byte DELETED = '*';

  private final FileWindow file;
  private final Charset charset;
  private final List<Field> fields = new ArrayList<>();
  private final int headerBytes;
  private final int recordBytes;
  private final long records;

  /**
   * A field of the table.
   *
   * @param type C text, N and F numbers, L yes or no, D date; others are taken as text
   * @param start its first byte in the record
   */
  private record Field(String name, char type, int start, int width, int decimals) {}

  ShapefileTable(Path dbf, Charset charset) throws IOException, UnreadableFileException {
    this.charset = charset;
    this.file = new FileWindow(dbf);
    try {
      ByteBuffer header = file.at(0, HEADER_BYTES);
      int at = header.position();
      long claimed = Integer.toUnsignedLong(header.getInt(at + 4));
      headerBytes = Short.toUnsignedInt(header.getShort(at + 8));
      recordBytes = Short.toUnsignedInt(header.getShort(at + 10));
      if (recordBytes < 1 || headerBytes < HEADER_BYTES) {
        throw damaged();
      }
      readFields();
      records = Math.min(claimed, Math.max(0, file.size() - headerBytes) / recordBytes);
    } catch (IOException | UnreadableFileException e) {
      file.close();
      throw e;
    }
  }

  private static UnreadableFileException damaged() {
    return new UnreadableFileException("import-rejected", "The .dbf part is damaged.");
  }

  private void readFields() throws IOException, UnreadableFileException {
    Set<String> names = new HashSet<>();
    int start = 1;
    for (int at = HEADER_BYTES; at + FIELD_BYTES <= headerBytes; at += FIELD_BYTES) {
      ByteBuffer bytes = file.at(at, FIELD_BYTES);
      if (bytes.get(bytes.position()) == END_OF_FIELDS) {
        return;
      }
      byte[] field = new byte[FIELD_BYTES];
      bytes.get(field);
      char type = (char) Character.toUpperCase(field[NAME_BYTES] & 0xFF);
      boolean wide = type == 'C';
      int width = (field[16] & 0xFF) + (wide ? (field[17] & 0xFF) << 8 : 0);
      if (start + width > recordBytes) {
        throw damaged();
      }
      int length = 0;
      while (length < NAME_BYTES && field[length] != 0) {
        length++;
      }
      fields.add(
          new Field(
              unique(text(field, 0, length), names), type, start, width, wide ? 0 : field[17]));
      start += width;
    }
  }

  /** Names that were cut to ten bytes may be equal; none of the values is lost. */
  private static String unique(String name, Set<String> taken) {
    String unique = name;
    for (int i = 2; !taken.add(unique); i++) {
      unique = name + "_" + i;
    }
    return unique;
  }

  /** Records that are really there, whatever number the header claims. */
  long records() {
    return records;
  }

  /** Whether the record, counted from 0, is flagged deleted. */
  boolean isDeleted(long record) throws IOException {
    ByteBuffer bytes = file.at(headerBytes + record * recordBytes, recordBytes);
    return bytes.get(bytes.position()) == DELETED;
  }

  /**
   * The values of a record, counted from 0, by the names of their fields; empty ones are left out.
   */
  Map<String, Object> values(long record) throws IOException {
    ByteBuffer bytes = file.at(headerBytes + record * recordBytes, recordBytes);
    byte[] array = bytes.array();
    int at = bytes.position();
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(fields.size());
    for (Field field : fields) {
      Object value = value(field, array, at + field.start());
      if (value != null) {
        values.put(field.name(), value);
      }
    }
    return values;
  }

  private @Nullable Object value(Field field, byte[] bytes, int start) {
    int end = start;
    while (end < start + field.width() && bytes[end] != 0) {
      end++;
    }
    int from = start;
    while (from < end && bytes[from] == ' ') {
      from++;
    }
    while (end > from && bytes[end - 1] == ' ') {
      end--;
    }
    if (from == end) {
      return null;
    }
    String text = text(bytes, from, end - from);
    return switch (field.type()) {
      case 'N', 'F' -> number(text, field.decimals() == 0);
      case 'L' -> yesOrNo(text.charAt(0));
      case 'D' -> date(text);
      default -> text;
    };
  }

  private String text(byte[] bytes, int start, int length) {
    boolean plain = true;
    for (int i = start; i < start + length; i++) {
      plain &= bytes[i] > 0;
    }
    return plain
        ? new String(bytes, start, length, StandardCharsets.ISO_8859_1)
        : ShapefileParts.withoutCutCharacter(new String(bytes, start, length, charset)).strip();
  }

  /** Digits beyond the range of long are a code, not a quantity: every one of them is kept. */
  private static @Nullable Object number(String text, boolean whole) {
    if (text.charAt(0) == '*') {
      return null;
    }
    try {
      if (whole && text.length() <= LONGEST_WHOLE_NUMBER) {
        return Long.valueOf(text);
      }
      if (whole && text.chars().allMatch(Character::isDigit)) {
        return text;
      }
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? (Object) number : null;
    } catch (NumberFormatException e) {
      return decimal(text);
    }
  }

  /** Some programs write a decimal comma, or decimals where the header promises none. */
  private static @Nullable Object decimal(String text) {
    try {
      double number = Double.parseDouble(text.replace(',', '.'));
      return Double.isFinite(number) ? (Object) number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Object yesOrNo(char letter) {
    return switch (letter) {
      case 'T', 't', 'Y', 'y', '1' -> Boolean.TRUE;
      case 'F', 'f', 'N', 'n', '0' -> Boolean.FALSE;
      default -> null;
    };
  }

  private static @Nullable String date(String digits) {
    if (digits.length() != 8 || digits.equals("00000000")) {
      return digits.equals("00000000") ? null : digits;
    }
    return digits.substring(0, 4) + "-" + digits.substring(4, 6) + "-" + digits.substring(6);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
