package org.gridmap.backend.plan;

import java.util.Objects;
import java.util.function.Function;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.topology.GridPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How every edit of a draft is stored: after the one before it, in one transaction that holds the
 * plan's row, and once for each key of the client. What is in memory follows after the commit.
 */
@Component
public class DraftEdits {
  /** An edit that is in the log, and the partition after it. */
  public record StoredEdit(LogEntry entry, GridPartition after) {}

  /** What is kept of an answer: everything else is in the log. */
  private record Receipt(long seq) {}

  /**
   * Makes the answer to an edit.
   *
   * @param <T> the answer
   */
  @FunctionalInterface
  public interface Answer<T> {
    /**
     * Answers before anybody else has his turn.
     *
     * @param seq the entry of the log
     * @param fresh the edit; null if it was stored when the key was sent before
     */
    T of(long seq, @Nullable StoredEdit fresh);
  }

  private final Plans plans;
  private final LivePlans live;
  private final IdempotencyKeys keys;
  private final TransactionTemplate transactions;

  DraftEdits(Plans plans, LivePlans live, IdempotencyKeys keys, TransactionTemplate transactions) {
    this.plans = plans;
    this.live = live;
    this.keys = keys;
    this.transactions = transactions;
  }

  /**
   * Stores an edit of a draft in the caller's area. To be called outside of a transaction.
   *
   * @param key the client's, under which the same request has the same answer
   * @param verb last part of the path that was asked
   * @param body what was asked for
   * @param edit adds an entry to the log of the plan, whose row the transaction holds
   * @throws ProblemException {@code plan-not-editable} if it is no draft; whatever the edit throws
   */
  public <T> T store(
      long planId,
      String key,
      String verb,
      Object body,
      Function<Plan, StoredEdit> edit,
      Answer<T> answer) {
    // Also for an answer that is given again: whoever lost the area has lost its numbers.
    plans.get(planId, Right.PLANS);
    return live.inTurn(
        planId,
        () -> {
          StoredEdit[] stored = new StoredEdit[1];
          Receipt receipt =
              transactions.execute(status ->
                  keys.once(
                      key,
                      "POST /api/plans/" + planId + "/" + verb,
                      body,
                      Receipt.class,
                      () -> {
                        Plan plan = plans.lock(planId, Right.PLANS);
                        requireDraft(plan);
                        stored[0] = edit.apply(plan);
                        return new Receipt(stored[0].entry().seq());
                      }));
          StoredEdit fresh = stored[0];
          try {
            return answer.of(Objects.requireNonNull(receipt).seq(), fresh);
          } finally {
            if (fresh != null) {
              live.committed(planId, fresh.entry().seq(), fresh.after());
            }
          }
        });
  }

  /**
   * Refuses what is no draft.
   *
   * @throws ProblemException {@code plan-not-editable}
   */
  public static void requireDraft(Plan plan) {
    if (plan.state() != PlanState.DRAFT) {
      throw new ProblemException(
          PlanProblems.PLAN_NOT_EDITABLE, "Only a draft can be changed; ask for its return first.");
    }
  }
}
