package org.gridmap.backend.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.event.EventScope.Seen;
import org.gridmap.backend.event.EventSummary.EventState;
import org.gridmap.backend.event.tally.EventColumns;
import org.gridmap.backend.event.tally.EventSearch;
import org.gridmap.backend.event.tally.FoundEvents;
import org.gridmap.backend.event.tally.FoundEvents.FoundEvent;
import org.gridmap.backend.event.workflow.Category;
import org.gridmap.backend.event.workflow.Department;
import org.gridmap.backend.event.workflow.Urgency;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists the events that the caller sees: by pages, as points of the map, and what changed since.
 */
@Service
@Transactional(readOnly = true)
public class EventLists {
  static final int MOST_POINTS = 10_000;
  private static final int MOST_CHANGES = 2_000;
  private static final int MOST_ALIKE = 20;
  private static final int MOST_RANGES = 50;
  private static final Duration KEPT = Duration.ofSeconds(10);

  /** Within this distance two reports of one category may be about the same thing. */
  private static final double ALIKE_METRES = 200;

  private static final SqlFile EVENTS = SqlFile.of(EventLists.class, "events.sql");
  private static final SqlFile CHANGED = SqlFile.of(EventLists.class, "events-changed.sql");
  private static final SqlFile ALIKE = SqlFile.of(EventLists.class, "events-alike.sql");
  private static final RowMapper<ListedEvent> EVENT = new RecordRowMapper<>(ListedEvent.class);

  private final JdbcClient jdbc;
  private final EventScope scope;
  private final EventStore store;
  private final EventRevisions revisions;
  private final EventColumns columns;
  private final Workflows workflows;

  /** Every open map asks for the same changes at the same moment: they are read once for all. */
  private final Cache<Changes, List<ChangedEvent>> recent =
      Caffeine.newBuilder().maximumSize(MOST_RANGES).expireAfterWrite(KEPT).build();

  EventLists(
      JdbcClient jdbc,
      EventScope scope,
      EventStore store,
      EventRevisions revisions,
      EventColumns columns,
      Workflows workflows) {
    this.jdbc = jdbc;
    this.scope = scope;
    this.store = store;
    this.revisions = revisions;
    this.columns = columns;
    this.workflows = workflows;
  }

  private record ListedEvent(
      long id,
      String number,
      String category,
      Urgency urgency,
      String step,
      boolean supervised,
      boolean overdue,
      boolean closed,
      Coordinate location,
      @Nullable Long houseId,
      String gridCode,
      @Nullable String gridName,
      Department department,
      Instant reportedAt,
      @Nullable Instant dueAt,
      @Nullable Instant closedAt,
      long version) {
    EventSummary summary(Seen seen) {
      return new EventSummary(
          id,
          number,
          category,
          urgency,
          state(),
          step,
          supervised,
          overdue,
          location.x,
          location.y,
          houseId,
          seen.gridOfCode().get(gridCode),
          gridCode,
          gridName == null ? seen.nameOfCode().getOrDefault(gridCode, gridCode) : gridName,
          department,
          reportedAt,
          dueAt,
          closedAt,
          version);
    }

    EventState state() {
      return EventCards.state(closed, overdue, supervised);
    }
  }

  /**
   * One page of a list.
   *
   * @param events in the order that was asked for
   * @param next where the next page begins; null at the end
   * @param total how many there are altogether
   */
  public record EventList(List<EventSummary> events, @Nullable String next, long total) {}

  /**
   * Events as points of a map, the open ones first.
   *
   * @param points each [id, longitude, latitude, place of its colour in urgencies, of its category
   *     in categories, of its state in states, seconds since 1970 at which it was reported]
   * @param urgencies colours
   * @param categories codes
   * @param states states
   * @param revision number of the last change that they show; what changed later is asked for by it
   * @param complete whether these are all
   */
  public record EventPoints(
      List<List<Number>> points,
      List<Urgency> urgencies,
      List<String> categories,
      List<EventState> states,
      long revision,
      boolean complete) {}

  /**
   * What changed.
   *
   * @param revision number of the last change that is told
   * @param changed events as they are now, the last change last
   * @param gone events that the caller does not see any more
   * @param complete false if more than that changed, in these or other grids: read anew then
   */
  public record EventChanges(
      long revision, List<EventSummary> changed, List<Long> gone, boolean complete) {}

  /**
   * @param events open ones that may be about the same thing, the nearest first
   */
  public record AlikeEvents(List<EventSummary> events) {}

  /** From the revision after one number to another. */
  private record Changes(long since, long until) {}

  /**
   * An event that changed, for whoever may see it.
   *
   * @param seenIn codes of the grids that see it
   * @param wasIn codes of the grids that it was in at some time
   */
  private record ChangedEvent(
      ListedEvent event, long reporterId, List<String> seenIn, List<String> wasIn) {}

  /**
   * One page.
   *
   * @param oldestFirst whether the oldest reports come first; else the newest
   * @param after where it begins, from the page before in this order; null for the first
   * @throws org.gridmap.backend.web.ProblemException not-found for a grid outside the scope;
   *     malformed-request for another beginning
   */
  public EventList list(
      EventFilter filter, boolean oldestFirst, @Nullable String after, int limit) {
    Instant at = filter.at();
    Seen seen = scope.seen(at);
    FoundEvents found =
        columns.find(search(filter, seen, after, false, oldestFirst, limit + 1), at);
    List<Long> ids = found.events().stream().limit(limit).map(FoundEvent::id).toList();
    List<ListedEvent> shown = read(ids, at, found.revision());
    return new EventList(
        shown.stream().map(event -> event.summary(seen)).toList(),
        found.events().size() > limit && !shown.isEmpty() ? cursor(shown.getLast()) : null,
        found.total());
  }

  /**
   * Events by their ids, in that order; without those that changed meanwhile, unless it is past.
   */
  private List<ListedEvent> read(List<Long> ids, @Nullable Instant at, long revision) {
    return EVENTS
        .on(jdbc)
        .param("ids", ids.toArray(Long[]::new))
        .param("at", EventStore.utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("revision", at == null ? revision : Long.MAX_VALUE)
        .query(EVENT)
        .list();
  }

  /** The points of all events that fit. */
  public EventPoints points(EventFilter filter) {
    List<Urgency> urgencies = List.of(Urgency.values());
    List<EventState> states = List.of(EventState.values());
    List<String> categories =
        new ArrayList<>(workflows.categories().stream().map(Category::code).toList());
    Instant at = filter.at();
    FoundEvents found =
        columns.find(search(filter, scope.seen(at), null, true, false, MOST_POINTS), at);
    List<List<Number>> points = new ArrayList<>(found.events().size());
    for (FoundEvent event : found.events()) {
      if (!categories.contains(event.category())) {
        categories.add(event.category());
      }
      EventState state = EventCards.state(!event.open(), event.overdue(), event.supervised());
      points.add(
          List.of(
              event.id(),
              event.longitude(),
              event.latitude(),
              urgencies.indexOf(Urgency.valueOf(event.urgency())),
              categories.indexOf(event.category()),
              states.indexOf(state),
              event.reportedSecond()));
    }
    return new EventPoints(
        points, urgencies, categories, states, found.revision(), points.size() == found.total());
  }

  /** What changed after a revision. */
  public EventChanges changes(long since) {
    long until = revisions.latest();
    Seen seen = scope.seen();
    Set<String> codes = seen.gridOfCode().keySet();
    List<EventSummary> changed = new ArrayList<>();
    List<Long> gone = new ArrayList<>();
    List<ChangedEvent> events =
        since >= until ? List.of() : recent.get(new Changes(since, until), this::read);
    for (ChangedEvent one : events) {
      if (one.reporterId() == seen.accountId() || !Collections.disjoint(one.seenIn(), codes)) {
        changed.add(one.event().summary(seen));
      } else if (!Collections.disjoint(one.wasIn(), codes)) {
        gone.add(one.event().id());
      }
    }
    return new EventChanges(until, changed, gone, events.size() <= MOST_CHANGES);
  }

  private List<ChangedEvent> read(Changes changes) {
    return CHANGED
        .on(jdbc)
        .param("since", changes.since())
        .param("until", changes.until())
        .param("limit", MOST_CHANGES + 1)
        .query((row, number) ->
            new ChangedEvent(
                EVENT.mapRow(row, number),
                row.getLong("reporter_id"),
                texts(row, "seen_in"),
                texts(row, "was_in")))
        .list();
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  /**
   * Open events near one that may be about the same thing.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found outside the scope
   */
  public AlikeEvents alike(long id) {
    EventRow event = scope.require(store.find(id));
    Seen seen = scope.seen();
    return new AlikeEvents(
        ALIKE
            .on(jdbc)
            .param("event", event.id())
            .param("codes", seen.codes())
            .param("account", seen.accountId())
            .param("metres", ALIKE_METRES)
            .param("limit", MOST_ALIKE)
            .query(EVENT)
            .list()
            .stream()
            .map(one -> one.summary(seen))
            .toList());
  }

  private EventSearch search(
      EventFilter filter,
      Seen seen,
      @Nullable String after,
      boolean openFirst,
      boolean oldestFirst,
      int limit) {
    Long grid = filter.gridId();
    return new EventSearch(
        seen.gridOfCode().keySet(),
        seen.accountId(),
        filter.states() == null ? null : Set.copyOf(filter.states()),
        filter.urgencies(),
        filter.categories(),
        grid == null ? null : scope.codesBelow(grid, seen),
        filter.departments(),
        filter.step(),
        filter.from(),
        filter.until(),
        filter.bbox() == null ? null : filter.bbox().split(),
        after == null ? null : place(after),
        openFirst,
        oldestFirst,
        limit);
  }

  private static String cursor(ListedEvent last) {
    Instant at = last.reportedAt();
    return at.getEpochSecond() + "." + at.getNano() / 1_000 + "-" + last.id();
  }

  /** The last event of the page before. */
  private static EventSearch.Place place(String after) {
    if (!after.matches("[0-9]{1,11}\\.[0-9]{1,6}-[0-9]{1,18}")) {
      throw QueryParameters.malformed("The parameter 'after' is 'next' of the page before.");
    }
    long[] parts = Arrays.stream(after.split("[.-]", -1)).mapToLong(Long::parseLong).toArray();
    return new EventSearch.Place(Instant.ofEpochSecond(parts[0], parts[1] * 1_000), parts[2]);
  }
}
