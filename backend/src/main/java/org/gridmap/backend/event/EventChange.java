package org.gridmap.backend.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.event.EventActionRequest.ActionTarget;
import org.gridmap.backend.event.EventOwners.Owner;
import org.gridmap.backend.event.EventPlaces.EventPlace;
import org.gridmap.backend.event.workflow.Action;
import org.gridmap.backend.event.workflow.Department;
import org.gridmap.backend.event.workflow.RefusedAction;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.stereotype.Component;

/** Says what place, department and owner an event has after an action. */
@Component
class EventChange {
  private final EventStore store;
  private final EventScope scope;
  private final EventPlaces places;
  private final EventOwners owners;

  EventChange(EventStore store, EventScope scope, EventPlaces places, EventOwners owners) {
    this.store = store;
    this.scope = scope;
    this.places = places;
    this.owners = owners;
  }

  /** What comes of an action before it is stored, and what its history says. */
  record Change(EventRow after, Map<String, String> details) {}

  /**
   * What an action makes of an event.
   *
   * @param moved the event at the step at which it stands after the action
   * @param target of a merger the event that remains
   * @throws ProblemException validation-failed for a place or target that is not there; side-needed
   *     for a pin near a border; event-action-refused at the root
   */
  Change of(EventRow moved, Action action, EventActionRequest wanted, @Nullable Long target) {
    return switch (action) {
      case TRANSFER -> transfer(moved, Objects.requireNonNull(wanted.target()));
      case ESCALATE -> escalate(moved);
      case MOVE -> move(moved, wanted);
      case REOPEN -> placeAnew(moved);
      case MERGE -> merge(moved, Objects.requireNonNull(target));
      default -> new Change(moved, Map.of());
    };
  }

  private Change transfer(EventRow event, ActionTarget target) {
    String department = target.department();
    if (department != null) {
      for (Department one : Department.values()) {
        if (one.name().equals(department) && one != event.department()) {
          return new Change(
              event.of(one), Map.of("from", event.department().name(), "to", one.name()));
        }
      }
      throw Faults.refusal(List.of("target"));
    }
    String code = target.gridCode();
    GridInForce grid =
        code == null ? null : scope.today(code).filter(GridInForce::leaf).orElse(null);
    if (grid == null || grid.code().equals(event.ownerGridCode())) {
      throw Faults.refusal(List.of("target"));
    }
    Owner owner = owners.of(grid.id());
    Map<String, String> details = new HashMap<>();
    details.put("toGrid", grid.code());
    details.put("toGridName", grid.name());
    return new Change(
        event.ownedBy(owner, owner.assignmentId() == null || !owner.gridCode().equals(grid.code())),
        details);
  }

  private Change escalate(EventRow event) {
    Owner owner =
        scope
            .today(event.ownerGridCode())
            .flatMap(grid -> owners.above(grid.id()))
            .orElseThrow(() -> EventActions.refused(RefusedAction.NOT_NOW));
    return new Change(
        event.ownedBy(owner, event.staffingFault()),
        Map.of("toGrid", owner.gridCode(), "toGridName", owner.gridName()));
  }

  private Change move(EventRow event, EventActionRequest wanted) {
    EventPlace place =
        places.named(
            new Coordinate(
                Objects.requireNonNull(wanted.longitude()),
                Objects.requireNonNull(wanted.latitude())),
            null,
            wanted.gridCode());
    if (place.leaf().code().equals(event.gridCode())) {
      return new Change(event.in(place, event.leftGridCode()), Map.of());
    }
    // The grid that the pin leaves is told too.
    EventRow moved = given(event.in(place, event.gridCode()), place);
    return new Change(moved, EventPlaces.way(event, moved));
  }

  /** What was closed when a division came into force was not moved by that. */
  private Change placeAnew(EventRow event) {
    EventPlace place =
        places.today(event.location(), event.houseId(), event.gridCode()).orElse(null);
    if (place == null) {
      return new Change(event, Map.of());
    }
    boolean moves = !place.leaf().code().equals(event.gridCode());
    EventRow placed = event.in(place, event.leftGridCode());
    if (moves || !places.isInForce(event.ownerGridCode())) {
      placed = given(placed, place);
    }
    return new Change(placed, moves ? EventPlaces.way(event, placed) : Map.of());
  }

  private EventRow given(EventRow event, EventPlace place) {
    Owner owner = owners.of(place.leaf().id());
    return event.ownedBy(owner, EventStore.isFault(place, owner));
  }

  private Change merge(EventRow event, long target) {
    return new Change(
        event.into(target), Map.of("into", store.find(target).orElseThrow().number()));
  }
}
