package org.gridmap.backend.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.event.EventOwners.Owner;
import org.gridmap.backend.event.EventPlaces.EventPlace;
import org.gridmap.backend.event.workflow.Department;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.event.workflow.Urgency;
import org.gridmap.backend.event.workflow.WorkflowState;
import org.gridmap.backend.event.workflow.WorkflowState.Closing;
import org.gridmap.backend.place.staff.Duty;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** An event as it is stored; the columns are described where they are made. */
record EventRow(
    long id,
    String number,
    String villageCode,
    String category,
    Department department,
    Importance importance,
    Pressing pressing,
    Urgency urgency,
    String workflow,
    String step,
    boolean supervised,
    @Nullable Closing closed,
    @Nullable Long mergedInto,
    Coordinate location,
    @Nullable Long houseId,
    String gridCode,
    String gridName,
    @Nullable String otherGridCode,
    @Nullable String leftGridCode,
    String ownerGridCode,
    Duty ownerDuty,
    @Nullable Long ownerAssignmentId,
    @Nullable Long ownerStaffId,
    boolean staffingFault,
    long reporterId,
    boolean byProgram,
    Instant reportedAt,
    Instant stepSince,
    @Nullable Instant stepDueAt,
    @Nullable Instant dueAt,
    boolean overdue,
    @Nullable Instant closedAt,
    long version) {

  /**
   * Codes of the grids that see it: its own, those told of it, and the one that it was given to.
   */
  Set<String> seenIn() {
    return Stream.of(gridCode, otherGridCode, leftGridCode, ownerGridCode)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether an account reported it itself; a program reports for somebody else. */
  boolean isReportOf(long accountId) {
    return reporterId == accountId && !byProgram;
  }

  /** Where it lay, if it lies elsewhere after an action; null if it does not. */
  @Nullable Coordinate placeBefore(EventRow after) {
    boolean moves = !location.equals2D(after.location) || !Objects.equals(houseId, after.houseId);
    return moves ? location : null;
  }

  WorkflowState state() {
    return new WorkflowState(step, supervised, closed);
  }

  /** The earlier of its two deadlines; null when it is closed. */
  @Nullable Instant nextDue() {
    if (closed != null || stepDueAt == null || dueAt == null) {
      return null;
    }
    return stepDueAt.isBefore(dueAt) ? stepDueAt : dueAt;
  }

  EventRow at(WorkflowState now) {
    return with(this, now, department, mergedInto, placed(), owned(), timed());
  }

  EventRow of(Department other) {
    return with(this, state(), other, mergedInto, placed(), owned(), timed());
  }

  EventRow into(long other) {
    return with(this, state(), department, other, placed(), owned(), timed());
  }

  /**
   * @param left code of the grid that it left, which goes on seeing it
   */
  EventRow in(EventPlace place, @Nullable String left) {
    String code = place.leaf().code();
    Placed placed =
        new Placed(
            place.location(),
            place.houseId(),
            code,
            place.leaf().name(),
            place.otherCode(),
            code.equals(left) ? null : left);
    return with(this, state(), department, mergedInto, placed, owned(), timed());
  }

  EventRow ownedBy(Owner owner, boolean fault) {
    Owned owned =
        new Owned(owner.gridCode(), owner.duty(), owner.assignmentId(), owner.staffId(), fault);
    return with(this, state(), department, mergedInto, placed(), owned, timed());
  }

  EventRow timed(Timed times) {
    return with(this, state(), department, mergedInto, placed(), owned(), times);
  }

  /** When its step began, when things are due, whether they are overdue, and when it was closed. */
  record Timed(
      Instant stepSince,
      @Nullable Instant stepDueAt,
      @Nullable Instant dueAt,
      boolean overdue,
      @Nullable Instant closedAt) {}

  private record Placed(
      Coordinate location,
      @Nullable Long houseId,
      String gridCode,
      String gridName,
      @Nullable String other,
      @Nullable String left) {}

  private record Owned(
      String gridCode,
      Duty duty,
      @Nullable Long assignmentId,
      @Nullable Long staffId,
      boolean fault) {}

  Timed timed() {
    return new Timed(stepSince, stepDueAt, dueAt, overdue, closedAt);
  }

  private Placed placed() {
    return new Placed(location, houseId, gridCode, gridName, otherGridCode, leftGridCode);
  }

  private Owned owned() {
    return new Owned(ownerGridCode, ownerDuty, ownerAssignmentId, ownerStaffId, staffingFault);
  }

  /**
   * This event after another one was merged into it: as urgent, as late and as watched as either.
   */
  EventRow takingIn(EventRow other) {
    boolean lessUrgent = urgency.compareTo(other.urgency) > 0;
    WorkflowState both = new WorkflowState(step, supervised || other.supervised, closed);
    boolean laterDue = dueAt != null && other.dueAt != null && other.dueAt.isBefore(dueAt);
    Timed times =
        new Timed(
            stepSince,
            stepDueAt,
            laterDue ? other.dueAt : dueAt,
            overdue || other.overdue,
            closedAt);
    EventRow weight = lessUrgent ? other : this;
    return with(weight, both, department, mergedInto, placed(), owned(), times);
  }

  /**
   * @param weight the event that says how urgent it is
   */
  private EventRow with(
      EventRow weight,
      WorkflowState state,
      Department answers,
      @Nullable Long into,
      Placed placed,
      Owned owned,
      Timed timed) {
    return new EventRow(
        id,
        number,
        villageCode,
        category,
        answers,
        weight.importance,
        weight.pressing,
        weight.urgency,
        workflow,
        state.step(),
        state.supervised(),
        state.closed(),
        into,
        placed.location(),
        placed.houseId(),
        placed.gridCode(),
        placed.gridName(),
        placed.other(),
        placed.left(),
        owned.gridCode(),
        owned.duty(),
        owned.assignmentId(),
        owned.staffId(),
        owned.fault(),
        reporterId,
        byProgram,
        reportedAt,
        timed.stepSince(),
        timed.stepDueAt(),
        timed.dueAt(),
        timed.overdue(),
        timed.closedAt(),
        version);
  }
}
