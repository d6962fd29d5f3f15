package org.gridmap.backend.event;

import java.time.Instant;
import org.gridmap.backend.event.workflow.Department;
import org.gridmap.backend.event.workflow.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * What lists and the map show of an event: nothing that was written about it.
 *
 * @param id its number in the database
 * @param number its number in the village
 * @param category code of its category
 * @param urgency its colour
 * @param state how it stands
 * @param step the step that must be taken next; of a closed event the one at which it was closed
 * @param supervised whether it is under supervision
 * @param overdue whether its time ran out; of a closed event before it was closed
 * @param longitude degrees
 * @param latitude degrees
 * @param houseId the house, if one is meant
 * @param gridId the leaf grid that its grid means today, or on the day that was asked for; null if
 *     there is none any more
 * @param gridCode code of the grid that it belongs to
 * @param gridName its name
 * @param department who deals with it
 * @param reportedAt when it was reported
 * @param dueAt when it must be closed
 * @param closedAt when it was closed; null while it is open
 * @param version one more after each action
 */
public record EventSummary(
    long id,
    String number,
    String category,
    Urgency urgency,
    EventState state,
    String step,
    boolean supervised,
    boolean overdue,
    double longitude,
    double latitude,
    @Nullable Long houseId,
    @Nullable Long gridId,
    String gridCode,
    String gridName,
    Department department,
    Instant reportedAt,
    @Nullable Instant dueAt,
    @Nullable Instant closedAt,
    long version) {

  /** How an event stands; of several the first. As a filter each finds all that are so. */
  public enum EventState {
    /** It is closed. */
    CLOSED,
    /** It is open and its time ran out. */
    OVERDUE,
    /** It is open and under supervision. */
    SUPERVISED,
    /** It is open. */
    OPEN
  }
}
