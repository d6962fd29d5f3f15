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

  /**
   * A column of a log that limits how much one account may learn: it serves the database alone and
   * outlives the longest limit by a day.
   */
  public static FieldEntry ofLimit(
      String table, String column, String zh, String en, String purpose) {
    return new FieldEntry(
        table,
        column,
        zh,
        en,
        purpose,
        "安全保障义务 · duty to secure the data (PIPL art. 51)",
        "2 天 · 2 days; the audit keeps its own record",
        Sensitivity.TECHNICAL,
        Masking.NEVER_SENT);
  }

  /** Schema, table and column in one word. */
  public String name() {
    return table + "." + column;
  }
}
