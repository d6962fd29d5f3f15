package org.gridmap.backend.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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

/**
 * Rows of new events, collected and then stored together, in the caller's transaction. Others who
 * report in the same villages wait from {@link #store} on until it ends, so whatever else there is
 * to do is done before.
 */
final class EventRows {
  private static final SqlFile EVENT = SqlFile.of(EventRows.class, "event-insert.sql");
  private static final SqlFile HISTORY = SqlFile.of(EventRows.class, "event-insert-history.sql");
  private static final SqlFile TEXT = SqlFile.of(EventRows.class, "event-insert-text.sql");
  private static final int AT_ONCE = 1_000;

  private final NamedParameterJdbcTemplate jdbc;
  private final JsonMapper json;
  private final boolean synthetic;
  private final List<EventRow> events = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<MapSqlParameterSource> history = new ArrayList<>();

  /**
   * @param synthetic whether the events are made up
   */
  EventRows(NamedParameterJdbcTemplate jdbc, JsonMapper json, boolean synthetic) {
    this.jdbc = jdbc;
    this.json = json;
    this.synthetic = synthetic;
  }

  private record Numbered(String village, int year) {}

  /** Numbers for events. */
  List<Long> eventIds(int count) {
    return ids(
        "SELECT nextval(pg_get_serial_sequence('event', 'id')) FROM generate_series(1, :count)",
        count);
  }

  private List<Long> historyIds(int count) {
    return ids(
        "SELECT nextval(pg_get_serial_sequence('event_history', 'id')) FROM generate_series(1, :count)",
        count);
  }

  private List<Long> ids(String statement, int count) {
    return jdbc.query(statement, Map.of("count", count), SingleColumn::number);
  }

  /**
   * An event that follows those before it.
   *
   * @param event as it is at the end
   * @param text what was reported
   */
  void add(EventRow event, String text) {
    events.add(event);
    texts.add(text);
  }

  /** An entry of the history, as {@link EventStore#record} stores one. */
  void add(@Nullable EventRow before, EventRow after, Instant at, Entry entry) {
    history.add(
        new MapSqlParameterSource("event", after.id())
            .addValue("at", EventStore.utc(at))
            .addValue("action", entry.action().name())
            .addValue("from", entry.fromStep())
            .addValue("to", after.step())
            .addValue("seconds", before == null ? null : EventStore.stepSeconds(before, after, at))
            .addValue("grid", after.gridCode())
            .addValue("account", entry.accountId())
            .addValue("role", entry.role() == null ? null : entry.role().name())
            .addValue("handled", entry.handled())
            .addValue("details", json.writeValueAsString(entry.details())));
  }

  List<EventRow> events() {
    return events;
  }

  /**
   * Stores everything; the events take the next numbers of their villages.
   *
   * @return the numbers by the ids of the events
   */
  Map<Long, String> store() {
    Map<Numbered, Integer> last = takeNumbers();
    List<SqlParameterSource> rows = new ArrayList<>();
    Map<Long, String> numbers = new HashMap<>();
    // From the last one on backwards, since it is the last number that is known.
    for (EventRow event : events.reversed()) {
      Numbered of = numbered(event);
      int sequence = last.merge(of, -1, Integer::sum) + 1;
      String number = String.format(Locale.ROOT, "%s-%d-%06d", of.village(), of.year(), sequence);
      numbers.put(event.id(), number);
      rows.add(row(event, of, sequence, number));
    }
    store(EVENT, rows.reversed());
    Map<Long, Long> reportOf = new HashMap<>();
    Iterator<Long> ids = historyIds(history.size()).iterator();
    for (MapSqlParameterSource entry : history) {
      long id = ids.next();
      entry.addValue("id", id);
      reportOf.putIfAbsent((Long) entry.getValue("event"), id);
    }
    store(HISTORY, history);
    List<SqlParameterSource> written = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      EventRow event = events.get(i);
      written.add(
          new MapSqlParameterSource("event", event.id())
              .addValue("history", reportOf.get(event.id()))
              .addValue("author", event.reporterId())
              .addValue("kind", TextKind.REPORT.name())
              .addValue("at", EventStore.utc(event.reportedAt()))
              .addValue("text", texts.get(i)));
    }
    store(TEXT, written);
    return numbers;
  }

  private static Numbered numbered(EventRow event) {
    return new Numbered(
        event.villageCode(), event.reportedAt().atZone(QueryParameters.TOWN).getYear());
  }

  /**
   * Takes as many numbers of each village and year as there are events; the last of each. Everybody
   * takes them in the same order, so that nobody waits for somebody who waits for him.
   */
  private Map<Numbered, Integer> takeNumbers() {
    Map<Numbered, Integer> wanted =
        new TreeMap<>(Comparator.comparing(Numbered::village).thenComparing(Numbered::year));
    events.forEach(event -> wanted.merge(numbered(event), 1, Integer::sum));
    Map<Numbered, Integer> last = new HashMap<>();
    wanted.forEach((of, count) ->
        last.put(
            of,
            jdbc.queryForObject(
                """
                INSERT INTO event_number (village_code, year, last) VALUES (:village, :year, :count)
                ON CONFLICT (village_code, year) DO UPDATE SET last = event_number.last + :count
                RETURNING last
                """,
                Map.of("village", of.village(), "year", of.year(), "count", count),
                Integer.class)));
    return last;
  }

  private SqlParameterSource row(EventRow event, Numbered of, int sequence, String number) {
    return new MapSqlParameterSource("id", event.id())
        .addValue("number", number)
        .addValue("village", of.village())
        .addValue("year", of.year())
        .addValue("sequence", sequence)
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

  private void store(SqlFile statement, List<? extends SqlParameterSource> rows) {
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      List<? extends SqlParameterSource> some =
          rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
      jdbc.batchUpdate(statement.text(), some.toArray(SqlParameterSource[]::new));
    }
  }
}
