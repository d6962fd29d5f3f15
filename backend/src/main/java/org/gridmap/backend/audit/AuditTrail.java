package org.gridmap.backend.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the audit log, newest entry first. Who may read it is decided before. */
@Component
public class AuditTrail {
  private static final int MOST_ABOUT_ONE = 1000;
  private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};
  private static final SqlFile ENTRIES = SqlFile.of(AuditTrail.class, "entries.sql");

  private record StoredEntry(
      long id,
      Instant at,
      @Nullable Long accountId,
      @Nullable String login,
      Caller.@Nullable Via via,
      AuditAction action,
      AuditOutcome outcome,
      @Nullable String subjectType,
      @Nullable Long subjectId,
      @Nullable String purpose,
      String detail,
      @Nullable String address) {}

  private static final RowMapper<StoredEntry> STORED = new RecordRowMapper<>(StoredEntry.class);

  private final JdbcClient jdbc;
  private final Snapshots snapshots;
  private final JsonMapper json;

  AuditTrail(JdbcClient jdbc, Snapshots snapshots, JsonMapper json) {
    this.jdbc = jdbc;
    this.snapshots = snapshots;
    this.json = json;
  }

  /**
   * One entry.
   *
   * @param id place in the chain, from 1
   * @param at when it was stored
   * @param account number of the account that did it, null if nobody had signed in
   * @param login the name that it signed in with then
   * @param via how it was signed in
   * @param action what was done
   * @param outcome how it ended
   * @param subjectType kind of the thing it is about
   * @param subjectId its number
   * @param purpose what it was done for
   * @param detail more about it
   * @param address where the request came from
   */
  public record AuditEntry(
      long id,
      Instant at,
      @Nullable Long account,
      @Nullable String login,
      Caller.@Nullable Via via,
      AuditAction action,
      AuditOutcome outcome,
      @Nullable SubjectType subjectType,
      @Nullable Long subjectId,
      @Nullable String purpose,
      Map<String, String> detail,
      @Nullable String address) {}

  /**
   * Which entries are wanted; null stands for any.
   *
   * @param from not older
   * @param until older
   * @param before with a smaller number
   */
  record AuditQuery(
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable AuditAction action,
      @Nullable Long account,
      @Nullable SubjectType subjectType,
      @Nullable Long subjectId,
      @Nullable Long before) {}

  /**
   * What was done to one thing, and who looked at it: the last {@value #MOST_ABOUT_ONE} entries.
   */
  public List<AuditEntry> listAbout(SubjectType subjectType, long subjectId) {
    return list(
        new AuditQuery(null, null, null, null, subjectType, subjectId, null), MOST_ABOUT_ONE);
  }

  List<AuditEntry> list(AuditQuery question, int limit) {
    AuditAction action = question.action();
    SubjectType subjectType = question.subjectType();
    return snapshots.read(() ->
        ENTRIES
            .on(jdbc)
            .param("from", moment(question.from()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
            .param("until", moment(question.until()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
            .param("action", action == null ? null : action.name(), java.sql.Types.VARCHAR)
            .param("account", question.account(), java.sql.Types.BIGINT)
            .param(
                "subjectType",
                subjectType == null ? null : subjectType.word(),
                java.sql.Types.VARCHAR)
            .param("subjectId", question.subjectId(), java.sql.Types.BIGINT)
            .param("before", question.before(), java.sql.Types.BIGINT)
            .param("limit", limit)
            .query(STORED)
            .list()
            .stream()
            .map(this::entry)
            .toList());
  }

  private static @Nullable OffsetDateTime moment(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(java.time.ZoneOffset.UTC);
  }

  private AuditEntry entry(StoredEntry stored) {
    String subjectType = stored.subjectType();
    return new AuditEntry(
        stored.id(),
        stored.at(),
        stored.accountId(),
        stored.login(),
        stored.via(),
        stored.action(),
        stored.outcome(),
        subjectType == null ? null : SubjectType.find(subjectType).orElseThrow(),
        stored.subjectId(),
        stored.purpose(),
        json.readValue(stored.detail(), WORDS),
        stored.address());
  }
}
