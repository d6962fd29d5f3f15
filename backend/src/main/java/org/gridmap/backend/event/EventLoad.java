package org.gridmap.backend.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.EventOwners.Owner;
import org.gridmap.backend.event.EventPlaces.EventPlace;
import org.gridmap.backend.event.EventRow.Timed;
import org.gridmap.backend.event.EventStore.Entry;
import org.gridmap.backend.event.deadline.EventDeadlines;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.event.workflow.Step;
import org.gridmap.backend.event.workflow.Urgency;
import org.gridmap.backend.event.workflow.Workflow;
import org.gridmap.backend.event.workflow.WorkflowState;
import org.gridmap.backend.event.workflow.WorkflowState.Closing;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.backend.house.HouseLocations;
import org.gridmap.backend.house.HouseLocations.HouseLocation;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Loads made-up events with the history that they had, for the sample; nobody is told of them. */
@Component
public class EventLoad {
  private final NamedParameterJdbcTemplate jdbc;
  private final JsonMapper json;
  private final EventStore store;
  private final EventRevisions revisions;
  private final EventPlaces places;
  private final EventOwners owners;
  private final EventBeginning beginning;
  private final EventDeadlines deadlines;
  private final Workflows workflows;
  private final HouseLocations houses;
  private final GridsInForce grids;

  EventLoad(
      NamedParameterJdbcTemplate jdbc,
      JsonMapper json,
      EventStore store,
      EventRevisions revisions,
      EventPlaces places,
      EventOwners owners,
      EventBeginning beginning,
      EventDeadlines deadlines,
      Workflows workflows,
      HouseLocations houses,
      GridsInForce grids) {
    this.jdbc = jdbc;
    this.json = json;
    this.store = store;
    this.revisions = revisions;
    this.places = places;
    this.owners = owners;
    this.beginning = beginning;
    this.deadlines = deadlines;
    this.workflows = workflows;
    this.houses = houses;
    this.grids = grids;
  }

  /**
   * An event that was made up.
   *
   * @param category code of its category
   * @param importance how much harm it may do
   * @param pressing how soon something must be done
   * @param place degrees, longitude first
   * @param houseSourceId what the source calls the house, if one is meant
   * @param reportedAt when it was reported
   * @param text what was reported
   * @param steps when each step after the report was taken, in order
   * @param supervised whether it is under supervision, if it is open
   * @param cancelledAt when it was given up instead of going on; null if it was not
   */
  public record MadeEvent(
      String category,
      Importance importance,
      Pressing pressing,
      Coordinate place,
      @Nullable String houseSourceId,
      Instant reportedAt,
      String text,
      List<Instant> steps,
      boolean supervised,
      @Nullable Instant cancelledAt) {}

  private record PlacedEvent(MadeEvent made, EventPlace place) {}

  /**
   * Stores events, the oldest first, so that their numbers follow one another.
   *
   * @param source name of the source of the houses
   * @return how many lie in a grid and were stored
   */
  @Transactional
  public int load(String source, List<MadeEvent> events) {
    Instant now = store.holdDivision();
    List<PlacedEvent> placed = place(source, events);
    if (placed.isEmpty()) {
      return 0;
    }
    Map<Long, Owner> ownerOf = new HashMap<>();
    EventRows rows = new EventRows(jdbc, json, true);
    Iterator<Long> ids = rows.eventIds(placed.size()).iterator();
    for (PlacedEvent one : placed) {
      Owner owner = ownerOf.computeIfAbsent(one.place().leaf().id(), owners::of);
      EventRow reported = reported(one, owner, ids.next());
      rows.add(
          new EventRows.Report(
              reported,
              workflows.get(reported.workflow()).report().id(),
              Role.OFFICER,
              Map.of("grid", reported.gridCode(), "gridName", reported.gridName()),
              one.made().text()),
          walk(rows, one.made(), reported, now));
    }
    rows.store();
    rows.listIds().forEach(revisions::touch);
    revisions.number(rows.listIds());
    Map<Long, Instant> due = new HashMap<>();
    for (EventRow event : rows.events()) {
      Instant next = event.nextDue();
      if (next != null && !event.overdue()) {
        due.put(event.id(), next);
      }
    }
    deadlines.planFirst(due);
    return placed.size();
  }

  /** The events that lie in a grid, the oldest first. */
  private List<PlacedEvent> place(String source, List<MadeEvent> events) {
    Map<String, HouseLocation> known = houses.listBySource(source);
    Map<Long, Optional<GridInForce>> gridOf = new HashMap<>();
    List<MadeEvent> ordered = new ArrayList<>(events);
    ordered.sort(Comparator.comparing(MadeEvent::reportedAt));
    List<PlacedEvent> placed = new ArrayList<>();
    for (MadeEvent one : ordered) {
      HouseLocation house = known.get(one.houseSourceId());
      Long grid = house == null ? null : house.gridId();
      Optional<EventPlace> place =
          house == null || grid == null
              ? places.today(one.place(), null, "")
              : gridOf
                  .computeIfAbsent(grid, grids::find)
                  .map(leaf -> new EventPlace(house.entrance(), house.id(), leaf, null));
      place.ifPresent(found -> placed.add(new PlacedEvent(one, found)));
    }
    return placed;
  }

  private EventRow reported(PlacedEvent one, Owner owner, long id) {
    MadeEvent made = one.made();
    return beginning.of(
        id,
        new EventBeginning.Told(
            workflows.category(made.category()).orElseThrow(),
            made.importance(),
            made.pressing(),
            made.reportedAt(),
            CurrentUser.get().accountId(),
            false),
        one.place(),
        owner);
  }

  /** Takes the steps that were taken, and says where the event stands after them. */
  private EventRow walk(EventRows rows, MadeEvent made, EventRow reported, Instant now) {
    Workflow workflow = workflows.get(reported.workflow());
    EventRow event = reported;
    for (Instant at : made.steps()) {
      Step step = workflow.step(event.step());
      EventRow late = late(rows, event, at);
      String next = step.next();
      EventRow after =
          next == null
              ? closed(late, Closing.DONE, at)
              : late.at(new WorkflowState(next, false, null))
                  .timed(
                      new Timed(
                          at,
                          stepDue(at, workflow.step(next), late.urgency()),
                          late.dueAt(),
                          !Objects.requireNonNull(late.dueAt()).isAfter(at),
                          null));
      rows.add(
          late,
          after,
          at,
          new Entry(
              HistoryAction.ADVANCE,
              step.id(),
              reported.reporterId(),
              Role.GRID_LEAD,
              step.handles(),
              Map.of()));
      event = after;
      if (next == null) {
        return event;
      }
    }
    return unfinished(rows, made, event, now);
  }

  private static EventRow unfinished(EventRows rows, MadeEvent made, EventRow event, Instant now) {
    Instant cancelled = made.cancelledAt();
    if (cancelled != null) {
      EventRow late = late(rows, event, cancelled);
      EventRow after = closed(late, Closing.CANCELLED, cancelled);
      rows.add(
          late, after, cancelled, entry(HistoryAction.CANCEL, event.step(), Role.COMMUNITY_LEAD));
      return after;
    }
    EventRow late = late(rows, event, now);
    if (!made.supervised()) {
      return late;
    }
    EventRow watched = late.at(new WorkflowState(late.step(), true, null));
    rows.add(late, watched, now, entry(HistoryAction.SUPERVISE, late.step(), Role.LEADER));
    return watched;
  }

  /** The event as it was when its time had run out, if it had by then. */
  private static EventRow late(EventRows rows, EventRow event, Instant until) {
    Instant due = event.nextDue();
    if (due == null || event.overdue() || due.isAfter(until)) {
      return event;
    }
    Timed times = event.timed();
    EventRow late =
        event.timed(new Timed(times.stepSince(), times.stepDueAt(), times.dueAt(), true, null));
    rows.add(
        event,
        late,
        due,
        new Entry(HistoryAction.OVERDUE, event.step(), null, null, false, Map.of()));
    return late;
  }

  private static EventRow closed(EventRow event, Closing how, Instant at) {
    Timed times = event.timed();
    return event
        .at(new WorkflowState(event.step(), false, how))
        .timed(new Timed(times.stepSince(), times.stepDueAt(), times.dueAt(), event.overdue(), at));
  }

  private static Entry entry(HistoryAction action, String step, Role role) {
    return new Entry(action, step, CurrentUser.get().accountId(), role, false, Map.of());
  }

  private Instant stepDue(Instant from, Step step, Urgency urgency) {
    return workflows.calendar().due(from, step.deadline(urgency));
  }
}
