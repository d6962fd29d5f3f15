package org.gridmap.backend.dictionary;

/**
 * One column that holds something about a person, with the reason why it may.
 *
 * @param table schema and table, such as {@code person.resident}
 * @param column name of the column
 * @param zh what people call it in Chinese
 * @param en what people call it in English
 * @param purpose what it is needed for
 * @param legalBasis the ground on which it may be processed
 * @param retention how long it is kept
 * @param sensitivity how much harm its disclosure could do
 * @param masking what is shown of it without a reveal
 */
public record FieldEntry(
    String table,
    String column,
    String zh,
    String en,
    String purpose,
    String legalBasis,
    String retention,
    Sensitivity sensitivity,
    Masking masking) {

  /** How much harm a disclosure could do. */
  public enum Sensitivity {
    /** Says nothing about a person by itself: keys, versions, times of changes. */
    TECHNICAL,
    /** Personal information. */
    PERSONAL,
    /** Sensitive personal information: care needs, children, identity documents. */
    SENSITIVE
  }

  /** What leaves the server without a reveal. */
  public enum Masking {
    /** The value itself, to those in whose scope the person lives. */
    NONE,
    /** A part of the value. */
    PARTLY,
    /** Nothing but whether there is a value. */
    HIDDEN,
    /** Nothing at all: the column serves the database only. */
    NEVER_SENT
  }

  public FieldEntry {
    if (table.isBlank()
        || column.isBlank()
        || zh.isBlank()
        || en.isBlank()
        || purpose.isBlank()
        || legalBasis.isBlank()
        || retention.isBlank()) {
      throw new IllegalArgumentException("a field without its reasons: " + table + "." + column);
    }
  }

  /** Schema, table and column in one word. */
  public String name() {
    return table + "." + column;
  }
}
