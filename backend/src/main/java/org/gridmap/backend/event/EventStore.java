package org.gridmap.backend.event;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.EventOwners.Owner;
import org.gridmap.backend.event.EventPlaces.EventPlace;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rows of events and of their history. Every write runs in a transaction of the caller. */
@Component
class EventStore {
  private static final SqlFile EVENT = SqlFile.of(EventStore.class, "event.sql");
  private static final SqlFile HELD = SqlFile.of(EventStore.class, "event-held.sql");
  private static final SqlFile UPDATE = SqlFile.of(EventStore.class, "event-update.sql");
  private static final RowMapper<EventRow> ROW = new RecordRowMapper<>(EventRow.class);

  private final JdbcClient jdbc;
  private final EventRevisions revisions;
  private final JsonMapper json;
  private final GridsInForce grids;
  private final ApplicationEventPublisher listeners;

  EventStore(
      JdbcClient jdbc,
      EventRevisions revisions,
      JsonMapper json,
      GridsInForce grids,
      ApplicationEventPublisher listeners) {
    this.grids = grids;
    this.listeners = listeners;
    this.jdbc = jdbc;
    this.revisions = revisions;
    this.json = json;
  }

  /**
   * One entry of the history.
   *
   * @param fromStep the step before
   * @param accountId who did it; null for the server
   * @param role in which role
   * @param handled whether that was the work itself
   * @param details more about it, nothing personal
   */
  record Entry(
      HistoryAction action,
      String fromStep,
      @Nullable Long accountId,
      @Nullable Role role,
      boolean handled,
      Map<String, String> details) {}

  /** The moment of the transaction, by the clock of the database, which all servers share. */
  Instant now() {
    return jdbc.sql("SELECT now()").query(OffsetDateTime.class).single().toInstant();
  }

  Optional<EventRow> find(long id) {
    return EVENT.on(jdbc).param("id", id).query(ROW).optional();
  }

  /** The event, held to the end of the transaction. */
  Optional<EventRow> hold(long id) {
    return hold(List.of(id)).stream().findFirst();
  }

  /** Events by their ids, held to the end of the transaction. */
  List<EventRow> hold(Collection<Long> ids) {
    return HELD.on(jdbc).param("ids", ids.toArray(Long[]::new)).query(ROW).list();
  }

  /** Ids of the events that were merged into one. */
  List<Long> listMergedInto(long id) {
    return jdbc.sql("SELECT id FROM event WHERE merged_into = ? ORDER BY id")
        .param(id)
        .query(SingleColumn::number)
        .list();
  }

  /** What was merged into one event goes along into another. */
  void mergeAlong(long from, long into) {
    jdbc.sql("UPDATE event SET merged_into = ? WHERE merged_into = ? RETURNING id")
        .params(into, from)
        .query(SingleColumn::number)
        .list()
        .forEach(revisions::touch);
  }

  Optional<Long> findByNumber(String number) {
    return jdbc.sql("SELECT id FROM event WHERE number = ?")
        .param(number)
        .query(Long.class)
        .optional();
  }

  /** The number of an event. */
  String number(long id) {
    return jdbc.sql("SELECT number FROM event WHERE id = ?")
        .param(id)
        .query(SingleColumn::text)
        .single();
  }

  /** The number by which programs outside know an event. */
  String publicId(long id) {
    return jdbc.sql("SELECT public_id FROM event WHERE id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  /** Whether nobody is on duty where the event is. */
  static boolean isFault(EventPlace place, Owner owner) {
    return owner.assignmentId() == null || !owner.gridCode().equals(place.leaf().code());
  }

  /** Stores what an action changed, as the next version. */
  void update(EventRow event) {
    UPDATE
        .on(jdbc)
        .param("id", event.id())
        .param("department", event.department().name())
        .param("importance", event.importance().name())
        .param("pressing", event.pressing().name())
        .param("urgency", event.urgency().name())
        .param("step", event.step())
        .param("supervised", event.supervised())
        .param("closed", event.closed() == null ? null : event.closed().name())
        .param("mergedInto", event.mergedInto())
        .param("longitude", event.location().x)
        .param("latitude", event.location().y)
        .param("house", event.houseId())
        .param("grid", event.gridCode())
        .param("gridName", event.gridName())
        .param("other", event.otherGridCode())
        .param("left", event.leftGridCode())
        .param("ownerGrid", event.ownerGridCode())
        .param("ownerDuty", event.ownerDuty().name())
        .param("ownerAssignment", event.ownerAssignmentId())
        .param("ownerStaff", event.ownerStaffId())
        .param("fault", event.staffingFault())
        .param("stepSince", utc(event.stepSince()))
        .param("stepDue", utc(event.stepDueAt()))
        .param("due", utc(event.dueAt()))
        .param("overdue", event.overdue())
        .param("closedAt", utc(event.closedAt()))
        .update();
    revisions.touch(event.id());
  }

  /**
   * Adds an entry to the history, and tells those who listen.
   *
   * @param before the event before it
   * @param after the event after it
   * @return number of the entry
   */
  long record(EventRow before, EventRow after, Instant at, Entry entry) {
    Coordinate was = before.placeBefore(after);
    boolean sameDue = Objects.equals(before.dueAt(), after.dueAt());
    Instant wasDue = sameDue && entry.action() != HistoryAction.REOPEN ? null : before.dueAt();
    long id =
        jdbc.sql(
                """
                INSERT INTO event_history (event_id, at, action, from_step, to_step, step_seconds, grid_code, left_codes,
                  account_id, role, handled, details, was_at, was_house, was_due_at)
                VALUES (:event, :at, :action, CAST(:from AS text), :to, CAST(:seconds AS bigint), :grid,
                  CAST(:gone AS text[]), CAST(:account AS bigint), CAST(:role AS text), :handled,
                  CAST(:details AS jsonb),
                  ST_SetSRID(ST_MakePoint(CAST(:wasLongitude AS float8), CAST(:wasLatitude AS float8)), 4490),
                  CAST(:wasHouse AS bigint), CAST(:wasDue AS timestamptz))
                RETURNING id
                """)
            .param("event", after.id())
            .param("at", utc(at))
            .param("action", entry.action().name())
            .param("from", entry.fromStep())
            .param("to", after.step())
            .param("seconds", stepSeconds(before, after, at))
            .param("grid", after.gridCode())
            .param("gone", gone(before, after))
            .param("account", entry.accountId())
            .param("role", entry.role() == null ? null : entry.role().name())
            .param("handled", entry.handled())
            .param("details", json.writeValueAsString(entry.details()))
            .param("wasLongitude", was == null ? null : was.x)
            .param("wasLatitude", was == null ? null : was.y)
            .param("wasHouse", was == null ? null : before.houseId())
            .param("wasDue", utc(wasDue))
            .query(Long.class)
            .single();
    listeners.publishEvent(
        new EventsRecorded(List.of(recorded(after.number(), after, entry.action(), at))));
    return id;
  }

  /** Whether somebody else did something with an event, or reported one that was merged into it. */
  boolean isWorkOfOthers(long id, long accountId) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM event_history WHERE event_id = :id AND account_id <> :account)
                OR EXISTS (SELECT FROM event WHERE merged_into = :id AND reporter_id <> :account)
            """)
        .param("id", id)
        .param("account", accountId)
        .query(Boolean.class)
        .single();
  }

  /** Codes of the grids that do not see the event any more since an account last did something. */
  List<String> listLeft(long id, long accountId) {
    return jdbc.sql(
            """
            SELECT unnest(left_codes) FROM (
              SELECT left_codes FROM event_history WHERE event_id = ? AND account_id = ?
              ORDER BY id DESC LIMIT 1) last
            """)
        .params(id, accountId)
        .query(SingleColumn::text)
        .list();
  }

  /** What others are told of an entry. */
  static EventRecorded recorded(String number, EventRow after, HistoryAction action, Instant at) {
    return new EventRecorded(
        number,
        action,
        after.category(),
        after.urgency(),
        EventCards.state(after.closed() != null, after.overdue(), after.supervised()),
        after.step(),
        after.gridCode(),
        after.gridName(),
        at);
  }

  /** Codes of the grids that do not see the event any more; null if there are none. */
  static String @Nullable [] gone(@Nullable EventRow before, EventRow after) {
    if (before == null) {
      return null;
    }
    Set<String> gone = before.seenIn();
    gone.removeAll(after.seenIn());
    return gone.isEmpty() ? null : gone.toArray(String[]::new);
  }

  /** How long the step took that ended; null if none did. */
  static @Nullable Long stepSeconds(EventRow before, EventRow after, Instant at) {
    boolean ended =
        before.closed() == null && (!before.step().equals(after.step()) || after.closed() != null);
    return ended ? Math.max(0, at.getEpochSecond() - before.stepSince().getEpochSecond()) : null;
  }

  /**
   * Keeps divisions from coming into force until the transaction ends, so that an event is placed
   * in one that is still in force when it is stored. Taken before any event is held.
   *
   * @return the moment of the transaction
   * @throws ProblemException overloaded if one came into force since the transaction began, which
   *     would still place by the one before, after all open events were redrawn
   */
  Instant holdDivision() {
    jdbc.sql("SELECT pg_advisory_xact_lock_shared(hashtext('gridmap event places'))")
        .query()
        .singleRow();
    return grids
        .findMoment()
        .orElseThrow(() ->
            new ProblemException(
                WebProblems.OVERLOADED,
                "A division comes into force at this moment. Send it once more."));
  }

  /** Waits until no event is being placed, and lets none be placed until the transaction ends. */
  void holdPlaces() {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('gridmap event places'))").query().singleRow();
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }
}
