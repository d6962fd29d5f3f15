package org.gridmap.backend.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan as lists and decisions show it.
 *
 * @param id its number
 * @param name what its authors call it
 * @param rootCode code of the area that it divides
 * @param rootName name of the area
 * @param state how far it has come
 * @param version one more after each change; its entity tag
 * @param hash of its partition
 * @param baseDivisionId division that it was begun from
 * @param divisionId division that publishing it made
 * @param effectiveFrom moment from which that is in force
 * @param createdBy who began it
 * @param submittedBy who submitted it
 * @param decidedBy who returned or approved it last
 * @param decisionNote what that person said
 * @param operations entries of its log
 * @param openLand pieces of land that still have to be given to a grid
 * @param openComments comments that nobody has settled
 * @param submittedOpenComments the same when it was last submitted
 * @param mayEdit whether the caller may change it now
 * @param mayDecide whether the caller may decide about it now
 * @param outdatedBy division that was published since it was begun, which keeps it from being
 *     published
 * @param synthetic whether its land is made up
 * @param attribution whom the map must name
 */
public record PlanSummary(
    long id,
    String name,
    String rootCode,
    String rootName,
    PlanState state,
    long version,
    String hash,
    @Nullable Long baseDivisionId,
    @Nullable Long divisionId,
    @Nullable Instant effectiveFrom,
    Person createdBy,
    Instant createdAt,
    Instant changedAt,
    @Nullable Person submittedBy,
    @Nullable Instant submittedAt,
    @Nullable Person decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String decisionNote,
    long operations,
    int openLand,
    int openComments,
    @Nullable Integer submittedOpenComments,
    boolean mayEdit,
    boolean mayDecide,
    @Nullable NewerDivision outdatedBy,
    boolean synthetic,
    String attribution) {

  /**
   * A division of the area that a plan does not know of.
   *
   * @param divisionId its number
   * @param planId the plan that it was published from; null for an import
   * @param effectiveFrom moment from which it is in force; null if nobody knows
   * @param toCome whether that is still to come, so that it can be called off or moved
   * @param carriable whether the plan's steps can be done again on it; not those of a plan that was
   *     begun from an import
   */
  public record NewerDivision(
      long divisionId,
      @Nullable Long planId,
      @Nullable Instant effectiveFrom,
      boolean toCome,
      boolean carriable) {}

  /**
   * @param id number of the account
   * @param name name of the person
   */
  public record Person(long id, String name) {}
}
