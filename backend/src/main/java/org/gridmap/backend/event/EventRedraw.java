package org.gridmap.backend.event;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridmap.backend.event.EventOwners.Owner;
import org.gridmap.backend.event.EventPlaces.EventPlace;
import org.gridmap.backend.event.EventStore.Entry;
import org.gridmap.backend.land.DivisionInForce;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.land.LeafGrids;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Moves open events to the grid and the owner that a new division gives them, in the transaction in
 * which it comes into force and as the last thing there: by then lineage and posts are whole. What
 * is closed stays where it was.
 */
@Component
class EventRedraw {
  private static final SqlFile OPEN = SqlFile.of(EventRedraw.class, "events-open-around.sql");
  private static final RowMapper<OpenEvent> EVENT = new RecordRowMapper<>(OpenEvent.class);

  private final JdbcClient jdbc;
  private final Divisions divisions;
  private final EventStore store;
  private final EventRevisions revisions;
  private final EventPlaces places;
  private final EventOwners owners;

  EventRedraw(
      JdbcClient jdbc,
      Divisions divisions,
      EventStore store,
      EventRevisions revisions,
      EventPlaces places,
      EventOwners owners) {
    this.jdbc = jdbc;
    this.divisions = divisions;
    this.store = store;
    this.revisions = revisions;
    this.places = places;
    this.owners = owners;
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
    revisions.expect();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public int getOrder() {
            // Before the revision is taken.
            return 0;
          }

          @Override
          public void beforeCommit(boolean readOnly) {
            move(division.divisionId());
          }
        });
  }

  private void move(long divisionId) {
    store.holdPlaces();
    LeafGrids leaves = divisions.leaves(divisionId);
    Envelope area = leaves.bounds();
    if (area.isNull()) {
      return;
    }
    Instant now = store.now();
    Map<Long, Owner> ownerOf = new HashMap<>();
    for (OpenEvent event : around(area)) {
      if (mayChange(event, leaves)) {
        place(event, now, ownerOf);
      }
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
  private static boolean mayChange(OpenEvent event, LeafGrids leaves) {
    return event.otherGridCode() != null
        || !event.ownerGridCode().equals(event.gridCode())
        || !leaves.findCode(event.location()).orElse("").equals(event.gridCode());
  }

  private void place(OpenEvent open, Instant now, Map<Long, Owner> ownerOf) {
    Optional<EventPlace> found = places.today(open.location(), open.houseId(), open.gridCode());
    if (found.isEmpty()) {
      return;
    }
    EventPlace place = found.get();
    boolean moves = !place.leaf().code().equals(open.gridCode());
    boolean ownerGone = !places.isInForce(open.ownerGridCode());
    boolean besideChanges =
        place.otherCode() != null && !place.otherCode().equals(open.otherGridCode());
    if (!moves && !ownerGone && !besideChanges) {
      return;
    }
    EventRow before = store.hold(open.id()).orElseThrow();
    EventRow after = before.in(place, place.otherCode());
    if (moves || ownerGone) {
      Owner owner = ownerOf.computeIfAbsent(place.leaf().id(), owners::of);
      after = after.ownedBy(owner, EventStore.isFault(place, owner));
    }
    store.update(after);
    store.record(
        before,
        after,
        now,
        new Entry(
            HistoryAction.REDRAW,
            before.step(),
            null,
            null,
            false,
            Map.of(
                "fromGrid",
                before.gridCode(),
                "fromGridName",
                before.gridName(),
                "toGrid",
                after.gridCode(),
                "toGridName",
                after.gridName())));
  }
}
