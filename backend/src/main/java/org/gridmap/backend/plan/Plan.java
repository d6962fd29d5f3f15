package org.gridmap.backend.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan without its partition.
 *
 * @param id its number
 * @param rootCode code of the area that it divides
 * @param name what its authors call it
 * @param state how far it has come
 * @param baseDivisionId division that it was begun from; null once that is gone
 * @param baseCalledOff whether that division was called off before it came into force
 * @param divisionId division that publishing it made
 * @param effectiveFrom moment from which that is in force
 * @param version one more after each change of content or state
 * @param seq number of the last entry of its log; 0 for none
 * @param hash of its partition
 * @param baseHash of the partition that it was begun with
 * @param openLand pieces of land that still have to be given to a grid
 * @param createdBy number of the account
 * @param submittedBy number of the account; null until it is submitted
 * @param decidedBy number of the account that returned or approved it last
 * @param decisionNote what that account said
 * @param openComments comments that nobody has settled
 * @param submittedOpenComments the same when it was last submitted; null until then
 * @param commentsRevision another number after each change of its comments
 * @param synthetic whether its land is made up
 * @param attribution whom the map must name
 */
public record Plan(
    long id,
    String rootCode,
    String name,
    PlanState state,
    @Nullable Long baseDivisionId,
    boolean baseCalledOff,
    @Nullable Long divisionId,
    @Nullable Instant effectiveFrom,
    long version,
    long seq,
    String hash,
    String baseHash,
    int openLand,
    long createdBy,
    Instant createdAt,
    Instant changedAt,
    @Nullable Long submittedBy,
    @Nullable Instant submittedAt,
    @Nullable Long decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String decisionNote,
    int openComments,
    @Nullable Integer submittedOpenComments,
    long commentsRevision,
    boolean synthetic,
    String attribution) {}
