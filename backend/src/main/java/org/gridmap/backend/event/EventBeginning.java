package org.gridmap.backend.event;

import java.time.Instant;
import org.gridmap.backend.event.EventOwners.Owner;
import org.gridmap.backend.event.EventPlaces.EventPlace;
import org.gridmap.backend.event.workflow.Category;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.event.workflow.Urgency;
import org.gridmap.backend.event.workflow.Workflow;
import org.gridmap.backend.event.workflow.Workflows;
import org.springframework.stereotype.Component;

/** How an event begins: its colour, its first step and its deadlines. */
@Component
class EventBeginning {
  private final Workflows workflows;

  EventBeginning(Workflows workflows) {
    this.workflows = workflows;
  }

  /**
   * What somebody says of an event.
   *
   * @param accountId who says it
   * @param byProgram whether his program does so for somebody else
   */
  record Told(
      Category category,
      Importance importance,
      Pressing pressing,
      Instant at,
      long accountId,
      boolean byProgram) {}

  /** The event as its report leaves it; it takes its number when it is stored. */
  EventRow of(long id, Told told, EventPlace place, Owner owner) {
    Category category = told.category();
    Workflow workflow = workflows.get(category.workflow());
    Urgency urgency = workflows.urgencies().of(told.importance(), told.pressing());
    String step = workflow.reported().step();
    Instant at = told.at();
    return new EventRow(
        id,
        "",
        place.leaf().villageCode(),
        category.code(),
        category.department(),
        told.importance(),
        told.pressing(),
        urgency,
        workflow.name(),
        step,
        false,
        null,
        null,
        place.location(),
        place.houseId(),
        place.leaf().code(),
        place.leaf().name(),
        place.otherCode(),
        null,
        owner.gridCode(),
        owner.duty(),
        owner.assignmentId(),
        owner.staffId(),
        EventStore.isFault(place, owner),
        told.accountId(),
        told.byProgram(),
        at,
        at,
        workflows.calendar().due(at, workflow.step(step).deadline(urgency)),
        workflows.calendar().due(at, workflow.deadline(urgency)),
        false,
        null,
        0);
  }
}
