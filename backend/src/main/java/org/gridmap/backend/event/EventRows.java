package org.gridmap.backend.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.EventStore.Entry;
import org.gridmap.backend.event.EventTexts.TextKind;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import tools.jackson.databind.json.JsonMapper;

/** Rows of new events, collected and then stored together, in the caller's transaction. */
final class EventRows {
  private static final SqlFile EVENT = SqlFile.of(EventRows.class, "event-insert.sql");
  private static final SqlFile HISTORY = SqlFile.of(EventRows.class, "event-insert-history.sql");
  private static final int AT_ONCE = 1_000;

  private final NamedParameterJdbcTemplate jdbc;
  private final JsonMapper json;
  private final boolean synthetic;
  private final List<EventRow> events = new ArrayList<>();
  private final List<MapSqlParameterSource> reports = new ArrayList<>();
  private final List<MapSqlParameterSource> history = new ArrayList<>();

  /**
   * @param synthetic whether the events are made up
   */
  EventRows(NamedParameterJdbcTemplate jdbc, JsonMapper json, boolean synthetic) {
    this.jdbc = jdbc;
    this.json = json;
    this.synthetic = synthetic;
  }

  /** Ids for events. */
  List<Long> eventIds(int count) {
    return jdbc.query(
        "SELECT nextval('event_id_seq') FROM generate_series(1, :count)",
        Map.of("count", count),
        SingleColumn::number);
  }

  /**
   * What somebody reported, or is said to have.
   *
   * @param event as it was reported
   * @param fromStep the step of the report
   * @param role in which role it was reported
   * @param details more about it, nothing personal
   * @param text what was reported
   */
  record Report(
      EventRow event,
      String fromStep,
      @Nullable Role role,
      Map<String, String> details,
      String text) {}

  /**
   * An event that follows those before it.
   *
   * @param event as it is at the end
   */
  void add(Report report, EventRow event) {
    events.add(event);
    reports.add(
        row(event)
            .addValue("action", HistoryAction.REPORT.name())
            .addValue("from", report.fromStep())
            .addValue("to", report.event().step())
            .addValue("role", report.role() == null ? null : report.role().name())
            .addValue("details", json.writeValueAsString(report.details()))
            .addValue("kind", TextKind.REPORT.name())
            .addValue("text", report.text()));
  }

  /** A later entry of the history, as {@link EventStore#record} stores one. */
  void add(EventRow before, EventRow after, Instant at, Entry entry) {
    history.add(
        new MapSqlParameterSource("event", after.id())
            .addValue("at", EventStore.utc(at))
            .addValue("action", entry.action().name())
            .addValue("from", entry.fromStep())
            .addValue("to", after.step())
            .addValue("seconds", EventStore.stepSeconds(before, after, at))
            .addValue("grid", after.gridCode())
            .addValue("account", entry.accountId())
            .addValue("role", entry.role() == null ? null : entry.role().name())
            .addValue("handled", entry.handled())
            .addValue("details", json.writeValueAsString(entry.details())));
  }

  List<EventRow> events() {
    return events;
  }

  List<Long> listIds() {
    return events.stream().map(EventRow::id).toList();
  }

  /** Stores everything but the numbers, which {@link EventRevisions#number} gives. */
  void store() {
    store(EVENT, reports);
    store(HISTORY, history);
  }

  private MapSqlParameterSource row(EventRow event) {
    return new MapSqlParameterSource("id", event.id())
        .addValue("village", event.villageCode())
        .addValue("year", event.reportedAt().atZone(QueryParameters.TOWN).getYear())
        .addValue("category", event.category())
        .addValue("department", event.department().name())
        .addValue("importance", event.importance().name())
        .addValue("pressing", event.pressing().name())
        .addValue("urgency", event.urgency().name())
        .addValue("workflow", event.workflow())
        .addValue("step", event.step())
        .addValue("supervised", event.supervised())
        .addValue("closed", event.closed() == null ? null : event.closed().name())
        .addValue("longitude", event.location().x)
        .addValue("latitude", event.location().y)
        .addValue("house", event.houseId())
        .addValue("grid", event.gridCode())
        .addValue("gridName", event.gridName())
        .addValue("other", event.otherGridCode())
        .addValue("ownerGrid", event.ownerGridCode())
        .addValue("ownerDuty", event.ownerDuty().name())
        .addValue("ownerAssignment", event.ownerAssignmentId())
        .addValue("ownerStaff", event.ownerStaffId())
        .addValue("fault", event.staffingFault())
        .addValue("reporter", event.reporterId())
        .addValue("byProgram", event.byProgram())
        .addValue("synthetic", synthetic)
        .addValue("at", EventStore.utc(event.reportedAt()))
        .addValue("stepSince", EventStore.utc(event.stepSince()))
        .addValue("stepDue", EventStore.utc(event.stepDueAt()))
        .addValue("due", EventStore.utc(event.dueAt()))
        .addValue("overdue", event.overdue())
        .addValue("closedAt", EventStore.utc(event.closedAt()));
  }

  private void store(SqlFile statement, List<MapSqlParameterSource> rows) {
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      List<MapSqlParameterSource> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
      jdbc.batchUpdate(statement.text(), some.toArray(SqlParameterSource[]::new));
    }
  }
}
