package org.gridmap.backend.publication;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.gridmap.backend.plan.PlanSummary.Person;
import org.jspecify.annotations.Nullable;

/**
 * A publication that is still to come, to be called off or moved.
 *
 * @param id its number
 * @param planId the plan that was published
 * @param planName its name
 * @param rootCode code of the area
 * @param kind what is wanted
 * @param plannedFrom moment from which the plan was to be in force
 * @param wantedFrom moment from which it is to be instead; null for at once, or where it is called
 *     off
 * @param reason why, in one word
 * @param note why, in a sentence
 * @param state whether it was agreed to
 * @param askedBy who asked
 * @param askedAt when
 * @param decidedBy who agreed or dropped it
 * @param decidedAt when
 */
record PublicationChange(
    long id,
    long planId,
    String planName,
    String rootCode,
    Kind kind,
    Instant plannedFrom,
    @Nullable Instant wantedFrom,
    Reason reason,
    String note,
    State state,
    Person askedBy,
    Instant askedAt,
    @Nullable Person decidedBy,
    @Nullable Instant decidedAt) {

  /** What is wanted. */
  @Schema(name = "PublicationChangeKind")
  enum Kind {
    CALL_OFF,
    MOVE
  }

  /** Why a publication is called off or moved. */
  @Schema(name = "PublicationChangeReason")
  enum Reason {
    /** The day was a mistake. */
    WRONG_DAY,
    /** People or things are not ready by then. */
    NOT_READY,
    /** Somebody objects to the division. */
    OBJECTION,
    OTHER
  }

  /** Whether it was agreed to. */
  @Schema(name = "PublicationChangeState")
  enum State {
    ASKED,
    DONE,
    /** The one who asked took it back, or another one refused. */
    DROPPED
  }
}
