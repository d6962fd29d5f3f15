package org.gridmap.backend.map;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as PostgreSQL's {@code record_send} writes it: the number of columns, then of each its
 * type, the length of its value, −1 for NULL, and the value. Columns count from 1, as in JDBC.
 */
public final class TileRow {
  private final ByteBuffer bytes;
  private final int[] starts;
  private final int[] lengths;
  private final int end;

  TileRow(byte[] record) {
    this(ByteBuffer.wrap(record), 0);
  }

  private TileRow(ByteBuffer bytes, int start) {
    this.bytes = bytes;
    int columns = bytes.getInt(start);
    starts = new int[columns];
    lengths = new int[columns];
    int at = start + Integer.BYTES;
    for (int i = 0; i < columns; i++) {
      lengths[i] = bytes.getInt(at + Integer.BYTES);
      starts[i] = at + 2 * Integer.BYTES;
      at = starts[i] + Math.max(0, lengths[i]);
    }
    end = at;
  }

  /** Whether a column has no value. */
  public boolean isNull(int column) {
    return lengths[column - 1] < 0;
  }

  /** A whole number of any size. */
  public long getLong(int column) {
    int start = start(column);
    return switch (lengths[column - 1]) {
      case Short.BYTES -> bytes.getShort(start);
      case Integer.BYTES -> bytes.getInt(start);
      default -> bytes.getLong(start);
    };
  }

  /** A whole number of at most four bytes. */
  public int getInt(int column) {
    return Math.toIntExact(getLong(column));
  }

  /** A floating point number of any size. */
  public double getDouble(int column) {
    return lengths[column - 1] == Float.BYTES ? getFloat(column) : bytes.getDouble(start(column));
  }

  /** A floating point number of four bytes. */
  public float getFloat(int column) {
    return bytes.getFloat(start(column));
  }

  /** Whether it is so. */
  public boolean getBoolean(int column) {
    return bytes.get(start(column)) != 0;
  }

  /** A text that is there. */
  public String getString(int column) {
    return new String(bytes.array(), start(column), lengths[column - 1], StandardCharsets.UTF_8);
  }

  /** A text, or null. */
  public @Nullable String findString(int column) {
    return isNull(column) ? null : getString(column);
  }

  /** Bytes that are there. */
  public byte[] getBytes(int column) {
    int start = start(column);
    return Arrays.copyOfRange(bytes.array(), start, start + lengths[column - 1]);
  }

  /** Rows that were stored in one value as {@code record_send} writes them, one after the other. */
  public List<TileRow> getRows(int column) {
    List<TileRow> rows = new ArrayList<>();
    int at = start(column);
    int last = at + lengths[column - 1];
    while (at < last) {
      TileRow row = new TileRow(bytes, at);
      rows.add(row);
      at = row.end;
    }
    return rows;
  }

  private int start(int column) {
    if (isNull(column)) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return starts[column - 1];
  }
}
