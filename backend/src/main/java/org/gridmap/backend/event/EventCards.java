package org.gridmap.backend.event;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.Event.EventAction;
import org.gridmap.backend.event.Event.EventEntry;
import org.gridmap.backend.event.Event.EventGrid;
import org.gridmap.backend.event.Event.EventPerson;
import org.gridmap.backend.event.Event.EventReference;
import org.gridmap.backend.event.EventOwners.Shown;
import org.gridmap.backend.event.EventSummary.EventState;
import org.gridmap.backend.event.EventTexts.EventText;
import org.gridmap.backend.event.EventTexts.TextKind;
import org.gridmap.backend.event.workflow.Category;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.backend.identity.Account;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Shows events to the caller: whole to whoever may read the words, without them to others. */
@Service
class EventCards {
  private static final SqlFile HISTORY = SqlFile.of(EventCards.class, "event-history.sql");
  private static final RowMapper<HistoryRow> ENTRY = new RecordRowMapper<>(HistoryRow.class);
  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final EventStore store;
  private final EventScope scope;
  private final EventTexts texts;
  private final EventOwners owners;
  private final Workflows workflows;
  private final Accounts accounts;
  private final JsonMapper json;

  EventCards(
      JdbcClient jdbc,
      EventStore store,
      EventScope scope,
      EventTexts texts,
      EventOwners owners,
      Workflows workflows,
      Accounts accounts,
      JsonMapper json) {
    this.jdbc = jdbc;
    this.store = store;
    this.scope = scope;
    this.texts = texts;
    this.owners = owners;
    this.workflows = workflows;
    this.accounts = accounts;
    this.json = json;
  }

  private record HistoryRow(
      long id,
      Instant at,
      HistoryAction action,
      @Nullable String fromStep,
      String toStep,
      @Nullable Long accountId,
      @Nullable Role role,
      String details) {}

  private record Reference(long id, String number) {}

  private static final RowMapper<Reference> REFERENCE = new RecordRowMapper<>(Reference.class);

  /**
   * An event that the caller sees.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found outside his scope
   */
  @Transactional(readOnly = true)
  public Event get(long id) {
    return describe(scope.require(store.find(id)));
  }

  /**
   * An event of which it is known that the caller may see it, such as one that he just acted on.
   */
  Event describe(EventRow event) {
    List<EventText> written = texts.list(event.id());
    Map<Long, String> reports =
        written.stream()
            .filter(text -> text.kind() == TextKind.REPORT)
            .collect(Collectors.toMap(EventText::eventId, EventText::text, (one, other) -> one));
    boolean reads = reports.containsKey(event.id());
    Map<Long, String> all = joined(written.stream(), EventText::eventId);
    Map<Long, String> notes =
        joined(
            written.stream()
                .filter(text -> text.kind() != TextKind.REPORT && text.historyId() != null),
            text -> text.historyId() == null ? 0L : text.historyId());
    Map<Long, String> names = new HashMap<>();
    Long grid = gridToday(event.gridCode());
    Shown shown = owners(event, grid);
    return new Event(
        summary(event, grid),
        event.villageCode(),
        workflows
            .category(event.category())
            .filter(Category::published)
            .map(published -> store.publicId(event.id()))
            .orElse(null),
        event.importance(),
        event.pressing(),
        event.workflow(),
        event.closed(),
        event.closed() == null ? event.stepDueAt() : null,
        shown == null ? null : shown.owner(),
        shown == null ? null : shown.department(),
        event.staffingFault() ? new EventGrid(event.gridCode(), event.gridName()) : null,
        other(event),
        reports.get(event.id()),
        reads ? new EventPerson(name(event.reporterId(), names), event.byProgram()) : null,
        texts.listPhotos(event.id()),
        HISTORY.on(jdbc).param("event", event.id()).query(ENTRY).list().stream()
            .map(entry -> entry(entry, reads ? null : event.reporterId(), notes, names))
            .toList(),
        workflows.get(event.workflow()).possible(event.state(), scope.actor(event)).stream()
            .map(one -> new EventAction(one.action(), one.toStep(), one.needs()))
            .toList(),
        mergedInto(event, reports),
        jdbc
            .sql("SELECT id, number FROM event WHERE merged_into = ? ORDER BY id")
            .param(event.id())
            .query(REFERENCE)
            .list()
            .stream()
            .map(one -> new EventReference(one.id(), one.number(), all.get(one.id())))
            .toList());
  }

  private static Map<Long, String> joined(
      Stream<EventText> texts, Function<EventText, Long> under) {
    return texts.collect(
        Collectors.toMap(under, EventText::text, (one, other) -> one + "\n" + other));
  }

  private @Nullable Long gridToday(String code) {
    return scope.today(code).map(GridInForce::id).orElse(null);
  }

  private @Nullable Shown owners(EventRow event, @Nullable Long grid) {
    boolean isOwn = event.ownerGridCode().equals(event.gridCode());
    Long given = isOwn ? grid : gridToday(event.ownerGridCode());
    Long nearest = grid == null ? given : grid;
    return nearest == null
        ? null
        : owners.describe(nearest, given == null ? nearest : given, event.department());
  }

  /**
   * @param hidden account of a reporter whose name the caller does not learn, whatever he did with
   *     the event besides
   */
  private EventEntry entry(
      HistoryRow row, @Nullable Long hidden, Map<Long, String> notes, Map<Long, String> names) {
    Long account = row.accountId();
    boolean told =
        hidden == null || row.action() != HistoryAction.REPORT && !hidden.equals(account);
    return new EventEntry(
        row.id(),
        row.at(),
        row.action(),
        row.fromStep(),
        row.toStep(),
        account == null || !told ? null : name(account, names),
        told ? row.role() : null,
        notes.get(row.id()),
        json.readValue(row.details(), DETAILS));
  }

  private @Nullable EventGrid other(EventRow event) {
    String code = event.otherGridCode() == null ? event.leftGridCode() : event.otherGridCode();
    return code == null
        ? null
        : new EventGrid(code, scope.today(code).map(GridInForce::name).orElse(code));
  }

  private @Nullable EventReference mergedInto(EventRow event, Map<Long, String> reports) {
    Long id = event.mergedInto();
    return id == null
        ? null
        : jdbc.sql("SELECT id, number FROM event WHERE id = ?")
            .param(id)
            .query(REFERENCE)
            .optional()
            .map(one -> new EventReference(one.id(), one.number(), reports.get(one.id())))
            .orElse(null);
  }

  private String name(long accountId, Map<Long, String> known) {
    return known.computeIfAbsent(
        accountId, id -> accounts.find(id).map(Account::name).orElse(Long.toString(id)));
  }

  static EventSummary summary(EventRow event, @Nullable Long gridId) {
    return new EventSummary(
        event.id(),
        event.number(),
        event.category(),
        event.urgency(),
        state(event.closed() != null, event.overdue(), event.supervised()),
        event.step(),
        event.supervised(),
        event.overdue(),
        event.location().x,
        event.location().y,
        event.houseId(),
        gridId,
        event.gridCode(),
        event.gridName(),
        event.department(),
        event.reportedAt(),
        event.dueAt(),
        event.closedAt(),
        event.version());
  }

  static EventState state(boolean closed, boolean overdue, boolean supervised) {
    if (closed) {
      return EventState.CLOSED;
    }
    if (overdue) {
      return EventState.OVERDUE;
    }
    return supervised ? EventState.SUPERVISED : EventState.OPEN;
  }
}
