package org.gridmap.backend.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Partitions of the plans that are in use, in memory. What is kept is the state after a committed
 * entry of the log and nothing else: it is never changed in place but followed by the next one, and
 * entries of other servers are replayed first. The hash after a replay must be the one in the log.
 */
@Component
public class LivePlans {
  private static final Logger LOG = LoggerFactory.getLogger(LivePlans.class);
  private static final int MOST = 24;
  private static final Duration REST = Duration.ofMinutes(30);
  private static final int PATIENCE = 20;

  private final PlanRows rows;
  private final PlanLog log;
  private final Cache<Long, Held> plans =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(REST).build();

  LivePlans(PlanRows rows, PlanLog log) {
    this.rows = rows;
    this.log = log;
  }

  /** A plan and its partition at one moment; the partition is a copy of the caller's own. */
  public record View(Plan plan, GridPartition partition) {}

  /** What is kept of one plan. */
  private static final class Held {
    /** Guards the fields. */
    final ReentrantLock lock = new ReentrantLock();

    /** Held by whoever edits, over his whole transaction. */
    final ReentrantLock turn = new ReentrantLock();

    long seq;
    @Nullable GridPartition partition;
  }

  /**
   * Works on a plan while no other thread of this server changes it, so that those who wait hold no
   * connection to the database. To be called outside of a transaction.
   */
  public <T> T inTurn(long planId, Supplier<T> work) {
    ReentrantLock turn = held(planId).turn;
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }

  /** The present partition of a plan, with the plan as it is then. */
  public View read(long planId) {
    for (int i = 0; i < PATIENCE; i++) {
      Plan plan =
          rows.find(planId)
              .orElseThrow(() ->
                  new ProblemException(
                      WebProblems.NOT_FOUND, "There is nothing with this number."));
      GridPartition partition = find(plan);
      if (partition != null) {
        return new View(plan, partition);
      }
    }
    throw new ProblemException(WebProblems.OVERLOADED, "The plan changes all the time.");
  }

  /**
   * The partition of a plan whose row this transaction holds.
   *
   * @throws ProblemException {@code plan-damaged} if the log does not give it
   */
  public GridPartition partition(Plan held) {
    GridPartition partition = find(held);
    return partition == null ? replay(held) : partition;
  }

  /**
   * The partition from which a plan begins: that of the division to which it was carried over, if
   * that is in effect, else the one with which it was made.
   */
  public GridPartition base(long planId) {
    // The whole log is long; only a carrying over that was taken back needs it.
    LogEntry carried =
        log.hasCarryOver(planId)
            ? EffectiveLog.carriedOver(log.listAfter(planId, 0)).orElse(null)
            : null;
    return base(planId, carried);
  }

  /**
   * As {@link #base(long)}.
   *
   * @param carried the entry of the last carrying over that is in effect; null for none
   */
  GridPartition base(long planId, @Nullable LogEntry carried) {
    return carried == null
        ? log.snapshot(planId, 0).partition()
        : log.carriedBase(planId, carried.seq());
  }

  /** The partition after an entry, as the log gives it from the nearest snapshot. */
  public GridPartition replay(long planId, long seq, String hash) {
    PlanLog.Snapshot snapshot = log.snapshot(planId, seq);
    List<LogEntry> entries =
        log.listAfter(planId, snapshot.seq()).stream().filter(one -> one.seq() <= seq).toList();
    return follow(planId, snapshot.partition(), entries, hash);
  }

  private GridPartition replay(Plan plan) {
    return replay(plan.id(), plan.seq(), plan.hash());
  }

  /** Says that the partition after an entry is this one; after its transaction has committed. */
  public void committed(long planId, long seq, GridPartition partition) {
    Held held = held(planId);
    held.lock.lock();
    try {
      if (seq > held.seq || held.partition == null) {
        held.seq = seq;
        held.partition = partition;
      }
    } finally {
      held.lock.unlock();
    }
  }

  /** A copy at the state of the row; null if what is kept is newer already. */
  private @Nullable GridPartition find(Plan plan) {
    GridPartition copy;
    long seq;
    Held held = held(plan.id());
    // The database is asked without the lock: who waits for it may hold a connection.
    held.lock.lock();
    try {
      copy = held.partition == null ? null : held.partition.copy();
      seq = held.seq;
    } finally {
      held.lock.unlock();
    }
    if (copy == null) {
      copy = replay(plan);
    } else if (seq > plan.seq()) {
      return null;
    } else if (seq == plan.seq()) {
      return copy;
    } else {
      List<LogEntry> missed =
          log.listAfter(plan.id(), seq).stream().filter(one -> one.seq() <= plan.seq()).toList();
      copy = follow(plan.id(), copy, missed, plan.hash());
    }
    committed(plan.id(), plan.seq(), copy.copy());
    return copy;
  }

  private GridPartition follow(
      long planId, GridPartition start, List<LogEntry> entries, String hash) {
    GridPartition partition = start;
    try {
      for (LogEntry entry : entries) {
        Operation operation = entry.operation();
        if (entry.kind().keepsPartition()) {
          partition = log.snapshot(planId, entry.seq()).partition();
        } else if (operation != null) {
          partition.apply(operation);
        } else {
          long reverted = Objects.requireNonNull(entry.reverts());
          partition.revert(log.find(planId, reverted).orElseThrow().change());
        }
      }
    } catch (RefusedOperationException e) {
      throw damaged(planId, e);
    }
    if (!partition.hash().equals(hash)) {
      throw damaged(planId, null);
    }
    return partition;
  }

  private static ProblemException damaged(long planId, @Nullable Exception cause) {
    LOG.error("The log of plan {} does not give its partition; it takes no edit", planId, cause);
    return new ProblemException(
        PlanProblems.PLAN_DAMAGED,
        "The log of the plan does not lead to its state, so that nobody may change it; the server's"
            + " log has more.");
  }

  private Held held(long planId) {
    return Objects.requireNonNull(plans.get(planId, id -> new Held()));
  }
}
