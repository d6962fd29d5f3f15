package org.gridmap.backend.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.event.EventOwners.Owner;
import org.gridmap.backend.event.EventPlaces.Earlier;
import org.gridmap.backend.event.EventPlaces.EventPlace;
import org.gridmap.backend.land.DivisionInForce;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.land.LeafGrids;
import org.gridmap.backend.place.staff.Duty;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Moves open events to the grid and the owner that a new division gives them, in the transaction in
 * which it comes into force and as the last thing there: by then lineage and posts are whole. What
 * is closed stays where it was.
 */
@Component
class EventRedraw {
  private static final SqlFile OPEN = SqlFile.of(EventRedraw.class, "events-open-around.sql");
  private static final SqlFile UPDATE = SqlFile.of(EventRedraw.class, "event-redraw.sql");
  private static final SqlFile HISTORY = SqlFile.of(EventRedraw.class, "event-redraw-history.sql");
  private static final RowMapper<OpenEvent> EVENT = new RecordRowMapper<>(OpenEvent.class);

  private final JdbcClient jdbc;
  private final Divisions divisions;
  private final EventStore store;
  private final EventRevisions revisions;
  private final EventPlaces places;
  private final EventOwners owners;
  private final JsonMapper json;
  private final ApplicationEventPublisher listeners;

  EventRedraw(
      JdbcClient jdbc,
      Divisions divisions,
      EventStore store,
      EventRevisions revisions,
      EventPlaces places,
      EventOwners owners,
      JsonMapper json,
      ApplicationEventPublisher listeners) {
    this.jdbc = jdbc;
    this.divisions = divisions;
    this.store = store;
    this.revisions = revisions;
    this.places = places;
    this.owners = owners;
    this.json = json;
    this.listeners = listeners;
  }

  private record OpenEvent(
      long id,
      Coordinate location,
      @Nullable Long houseId,
      String gridCode,
      @Nullable String otherGridCode,
      String ownerGridCode) {}

  @EventListener
  void follow(DivisionInForce division) {
    revisions.atEnd(() -> move(division.divisionId()));
  }

  private void move(long divisionId) {
    store.holdPlaces();
    LeafGrids leaves = divisions.leaves(divisionId);
    Envelope area = leaves.bounds();
    if (area.isNull()) {
      return;
    }
    Set<String> inForce = places.codesInForce();
    Map<Long, Earlier> asked = new LinkedHashMap<>();
    for (OpenEvent event : around(area)) {
      if (mayChange(event, leaves, inForce)) {
        asked.put(event.id(), new Earlier(event.location(), event.houseId(), event.gridCode()));
      }
    }
    Map<Long, EventPlace> found = places.today(asked);
    Map<Long, Owner> ownerOf = new HashMap<>();
    List<Moved> moved = new ArrayList<>();
    for (EventRow before : store.hold(found.keySet())) {
      EventPlace place = Objects.requireNonNull(found.get(before.id()));
      place(before, place, inForce, ownerOf)
          .ifPresent(after -> moved.add(new Moved(before, after)));
    }
    if (!moved.isEmpty()) {
      write(moved);
    }
  }

  private List<OpenEvent> around(Envelope area) {
    return OPEN.on(jdbc)
        .param("west", area.getMinX())
        .param("south", area.getMinY())
        .param("east", area.getMaxX())
        .param("north", area.getMaxY())
        .query(EVENT)
        .list();
  }

  /** Most events keep their grid: those are known without a question to the database. */
  private static boolean mayChange(OpenEvent event, LeafGrids leaves, Set<String> inForce) {
    return event.otherGridCode() != null
        || !inForce.contains(event.ownerGridCode())
        || !leaves.findCode(event.location()).orElse("").equals(event.gridCode())
        || event.houseId() == null
            && leaves.isNearBorder(event.location(), EventPlaces.BORDER_METRES);
  }

  private Optional<EventRow> place(
      EventRow before, EventPlace place, Set<String> inForce, Map<Long, Owner> ownerOf) {
    boolean moves = !place.leaf().code().equals(before.gridCode());
    boolean ownerGone = !inForce.contains(before.ownerGridCode());
    boolean besideChanges = !Objects.equals(place.otherCode(), before.otherGridCode());
    if (!moves && !ownerGone && !besideChanges) {
      return Optional.empty();
    }
    EventRow after = before.in(place, before.leftGridCode());
    if (!ownerGone && (!moves || wasRaised(before, place))) {
      return Optional.of(after);
    }
    Owner owner = ownerOf.computeIfAbsent(place.leaf().id(), owners::of);
    return Optional.of(after.ownedBy(owner, EventStore.isFault(place, owner)));
  }

  /** Whether somebody gave it to a grid above its new one, where nobody's absence did. */
  private boolean wasRaised(EventRow event, EventPlace place) {
    String owner = event.ownerGridCode();
    return !owner.equals(event.gridCode())
        && !event.staffingFault()
        && owners.isAbove(owner, place.leaf().id());
  }

  /** In a few statements, however many they are: nobody can report meanwhile. */
  private void write(List<Moved> moved) {
    Instant now = store.now();
    UPDATE
        .on(jdbc)
        .param(
            "events",
            json.writeValueAsString(moved.stream().map(one -> Placement.of(one.after())).toList()))
        .update();
    HISTORY
        .on(jdbc)
        .param("entries", json.writeValueAsString(moved.stream().map(Told::of).toList()))
        .param("at", EventStore.utc(now))
        .update();
    moved.forEach(one -> revisions.touch(one.after().id()));
    listeners.publishEvent(
        new EventsRecorded(
            moved.stream()
                .map(one ->
                    EventStore.recorded(
                        one.after().number(), one.after(), HistoryAction.REDRAW, now))
                .toList()));
  }

  private record Moved(EventRow before, EventRow after) {}

  /** What the statement writes into the row of an event. */
  private record Placement(
      long id,
      double longitude,
      double latitude,
      String grid,
      String name,
      @Nullable String other,
      @Nullable String departed,
      String owner,
      Duty duty,
      @Nullable Long assignment,
      @Nullable Long staff,
      boolean fault) {
    static Placement of(EventRow event) {
      return new Placement(
          event.id(),
          event.location().x,
          event.location().y,
          event.gridCode(),
          event.gridName(),
          event.otherGridCode(),
          event.leftGridCode(),
          event.ownerGridCode(),
          event.ownerDuty(),
          event.ownerAssignmentId(),
          event.ownerStaffId(),
          event.staffingFault());
    }
  }

  /** What the statement writes into the history of an event. */
  private record Told(
      long event,
      String step,
      String grid,
      String @Nullable [] gone,
      Map<String, String> details,
      @Nullable Double wasLongitude,
      @Nullable Double wasLatitude,
      @Nullable Long wasHouse) {
    static Told of(Moved moved) {
      EventRow after = moved.after();
      Coordinate was = moved.before().placeBefore(after);
      return new Told(
          after.id(),
          after.step(),
          after.gridCode(),
          EventStore.gone(moved.before(), after),
          EventPlaces.way(moved.before(), after),
          was == null ? null : was.x,
          was == null ? null : was.y,
          was == null ? null : moved.before().houseId());
    }
  }
}
