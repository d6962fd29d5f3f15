package org.gridmap.backend.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.EventOwners.Owner;
import org.gridmap.backend.event.EventPlaces.EventPlace;
import org.gridmap.backend.event.EventRow.Timed;
import org.gridmap.backend.event.EventStore.Classified;
import org.gridmap.backend.event.EventStore.Entry;
import org.gridmap.backend.event.EventStore.NewEvent;
import org.gridmap.backend.event.EventTexts.TextKind;
import org.gridmap.backend.event.deadline.EventDeadlines;
import org.gridmap.backend.event.workflow.Category;
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
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Loads made-up events with the history that they had, for the sample. */
@Component
public class EventLoad {
  private final EventStore store;
  private final EventPlaces places;
  private final EventOwners owners;
  private final EventTexts texts;
  private final EventDeadlines deadlines;
  private final Workflows workflows;
  private final HouseLocations houses;

  EventLoad(
      EventStore store,
      EventPlaces places,
      EventOwners owners,
      EventTexts texts,
      EventDeadlines deadlines,
      Workflows workflows,
      HouseLocations houses) {
    this.store = store;
    this.places = places;
    this.owners = owners;
    this.texts = texts;
    this.deadlines = deadlines;
    this.workflows = workflows;
    this.houses = houses;
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

  /**
   * Stores events, the oldest first, so that their numbers follow one another.
   *
   * @param source name of the source of the houses
   * @return how many lie in a grid and were stored
   */
  @Transactional
  public int load(String source, List<MadeEvent> events) {
    Map<String, HouseLocation> known = houses.listBySource(source);
    Map<Long, Owner> ownerOf = new HashMap<>();
    Instant now = store.now();
    List<MadeEvent> ordered = new ArrayList<>(events);
    ordered.sort(Comparator.comparing(MadeEvent::reportedAt));
    int stored = 0;
    store.holdDivision();
    for (MadeEvent one : ordered) {
      HouseLocation house = known.get(one.houseSourceId());
      Optional<EventPlace> place = places.today(one.place(), house == null ? null : house.id(), "");
      if (place.isPresent()) {
        store(one, place.get(), ownerOf, now);
        stored++;
      }
    }
    return stored;
  }

  private void store(MadeEvent made, EventPlace place, Map<Long, Owner> ownerOf, Instant now) {
    Category category = workflows.category(made.category()).orElseThrow();
    Workflow workflow = workflows.get(category.workflow());
    Urgency urgency = workflows.urgencies().of(made.importance(), made.pressing());
    Owner owner = ownerOf.computeIfAbsent(place.leaf().id(), owners::of);
    Instant due = workflows.calendar().due(made.reportedAt(), workflow.deadline(urgency));
    String first = workflow.reported().step();
    long account = CurrentUser.get().accountId();
    long id = store.nextId();
    store.insert(
        new NewEvent(
            id,
            new Classified(
                category.code(),
                category.department().name(),
                made.importance().name(),
                made.pressing().name(),
                urgency.name(),
                workflow.name()),
            first,
            place,
            owner,
            account,
            false,
            made.reportedAt(),
            stepDue(made.reportedAt(), workflow.step(first), urgency),
            due,
            true));
    EventRow event = store.find(id).orElseThrow();
    long report =
        store.record(
            null,
            event,
            made.reportedAt(),
            new Entry(
                HistoryAction.REPORT,
                workflow.report().id(),
                account,
                Role.OFFICER,
                false,
                Map.of("grid", place.leaf().code(), "gridName", place.leaf().name())));
    texts.write(id, report, account, TextKind.REPORT, made.text(), made.reportedAt());
    EventRow last = walk(made, event, workflow, account, now);
    store.update(last);
    Instant next = last.nextDue();
    if (next != null && !last.overdue()) {
      deadlines.plan(id, next);
    }
  }

  /** Takes the steps that were taken, and says where the event stands after them. */
  private EventRow walk(
      MadeEvent made, EventRow reported, Workflow workflow, long account, Instant now) {
    EventRow event = reported;
    for (Instant at : made.steps()) {
      Step step = workflow.step(event.step());
      EventRow late = late(event, at);
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
      store.record(
          late,
          after,
          at,
          new Entry(
              HistoryAction.ADVANCE, step.id(), account, Role.GRID_LEAD, step.handles(), Map.of()));
      event = after;
      if (next == null) {
        return event;
      }
    }
    return unfinished(made, event, account, now);
  }

  private EventRow unfinished(MadeEvent made, EventRow event, long account, Instant now) {
    Instant cancelled = made.cancelledAt();
    if (cancelled != null) {
      EventRow late = late(event, cancelled);
      EventRow after = closed(late, Closing.CANCELLED, cancelled);
      store.record(
          late,
          after,
          cancelled,
          new Entry(
              HistoryAction.CANCEL, event.step(), account, Role.COMMUNITY_LEAD, false, Map.of()));
      return after;
    }
    EventRow late = late(event, now);
    if (!made.supervised()) {
      return late;
    }
    EventRow watched = late.at(new WorkflowState(late.step(), true, null));
    store.record(
        late,
        watched,
        now,
        new Entry(HistoryAction.SUPERVISE, late.step(), account, Role.LEADER, false, Map.of()));
    return watched;
  }

  /** The event as it was when its time had run out, if it had by then. */
  private EventRow late(EventRow event, Instant until) {
    Instant due = event.nextDue();
    if (due == null || event.overdue() || due.isAfter(until)) {
      return event;
    }
    Timed times = event.timed();
    EventRow late =
        event.timed(new Timed(times.stepSince(), times.stepDueAt(), times.dueAt(), true, null));
    store.record(
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

  private Instant stepDue(Instant from, Step step, Urgency urgency) {
    return workflows.calendar().due(from, step.deadline(urgency));
  }
}
