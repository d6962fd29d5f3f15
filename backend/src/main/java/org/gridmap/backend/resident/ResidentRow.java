package org.gridmap.backend.resident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
  static final String COLUMNS =
      "r.id, r.household_id, r.house_id, r.name, r.sex, r.birth_year, r.relation, r.registration,"
          + " r.presence, r.origin, r.workplace, r.care_needs, r.tags, r.id_number_sealed,"
          + " r.note_sealed, r.version, r.updated_at";

  static ResidentRow read(ResultSet row, int number) throws SQLException {
    return new ResidentRow(
        row.getLong("id"),
        row.getLong("household_id"),
        row.getObject("house_id", Long.class),
        row.getString("name"),
        row.getString("sex"),
        row.getObject("birth_year", Integer.class),
        row.getString("relation"),
        row.getString("registration"),
        row.getString("presence"),
        row.getString("origin"),
        row.getString("workplace"),
        List.of((String[]) row.getArray("care_needs").getArray()),
        List.of((String[]) row.getArray("tags").getArray()),
        row.getBytes("id_number_sealed"),
        row.getBytes("note_sealed"),
        row.getLong("version"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
