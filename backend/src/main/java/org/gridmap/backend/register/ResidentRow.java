package org.gridmap.backend.register;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resident as stored. Does not leave the server: answers are made by {@link Residents}.
 *
 * @param id number
 * @param householdId the household
 * @param houseId the house; null for somebody without one
 * @param name full name
 * @param sex FEMALE, MALE or UNKNOWN
 * @param birthYear null if unknown
 * @param relation to the head
 * @param registration null if unknown
 * @param presence null if unknown
 * @param origin where from
 * @param workplace place of work
 * @param careNeeds codes
 * @param tags codes
 * @param idNumberSealed null if there is none
 * @param noteSealed null if there is none
 * @param version number of changes
 * @param updatedAt time of the last change
 */
record ResidentRow(
    long id,
    long householdId,
    @Nullable Long houseId,
    String name,
    String sex,
    @Nullable Integer birthYear,
    String relation,
    @Nullable String registration,
    @Nullable String presence,
    String origin,
    String workplace,
    List<String> careNeeds,
    List<String> tags,
    byte @Nullable [] idNumberSealed,
    byte @Nullable [] noteSealed,
    long version,
    Instant updatedAt) {
  /** Most people have no codes, and reading an empty array takes as long as the rest of the row. */
  static final String COLUMNS =
      "r.id, r.household_id, r.house_id, r.name, r.sex, r.birth_year, r.relation, r.registration,"
          + " r.presence, r.origin, r.workplace, nullif(r.care_needs, '{}') AS care_needs,"
          + " nullif(r.tags, '{}') AS tags, r.id_number_sealed, r.note_sealed, r.version,"
          + " r.updated_at";

  /**
   * By household, the head first, then the eldest. Sorted here: the database takes longer for it
   * than for the rows themselves.
   */
  static final Comparator<ResidentRow> ORDER =
      Comparator.comparingLong(ResidentRow::householdId)
          .thenComparing(row -> !row.relation().equals("HEAD"))
          .thenComparing(
              ResidentRow::birthYear, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
          .thenComparingLong(ResidentRow::id);

  static ResidentRow read(ResultSet row, int number) throws SQLException {
    return new ResidentRow(
        row.getLong(1),
        row.getLong(2),
        row.getObject(3, Long.class),
        row.getString(4),
        row.getString(5),
        row.getObject(6, Integer.class),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        codes(row.getArray(12)),
        codes(row.getArray(13)),
        row.getBytes(14),
        row.getBytes(15),
        row.getLong(16),
        row.getObject(17, OffsetDateTime.class).toInstant());
  }

  private static List<String> codes(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
