package org.gridmap.backend.plan.drafting;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.plan.CarryOvers;
import org.gridmap.backend.plan.DraftEdits.StoredEdit;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.LogEntry;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanLog;
import org.gridmap.backend.plan.PlanProblems;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes steps of a plan back, in the transaction that holds the plan. */
@Component
class UndoSteps {
  private final LivePlans live;
  private final PlanLog log;
  private final CarryOvers carryOvers;
  private final EditConflicts conflicts;

  UndoSteps(LivePlans live, PlanLog log, CarryOvers carryOvers, EditConflicts conflicts) {
    this.live = live;
    this.log = log;
    this.carryOvers = carryOvers;
    this.conflicts = conflicts;
  }

  /**
   * Takes an entry back.
   *
   * @param own versions that the caller made himself, after which he wants this
   * @param kind what that is: UNDO or REDO
   * @param taken the entry; null if there is none
   */
  StoredEdit takeBack(
      Plan plan, long basedOn, Set<Long> own, LogEntry.EntryKind kind, @Nullable LogEntry taken) {
    if (taken == null || carryOvers.isBehind(plan.id(), taken)) {
      throw new ProblemException(
          PlanProblems.NOTHING_TO_UNDO, "You did nothing in this plan that is left to take back.");
    }
    GridPartition partition = live.partition(plan);
    Change change;
    try {
      change = partition.revert(taken.change());
    } catch (RefusedOperationException e) {
      throw conflicts.conflict(
          plan.version(),
          taken.change(),
          taken.change().removedEdges(),
          log.listAfter(plan.id(), taken.seq()),
          partition);
    }
    if (basedOn < plan.version()
        && EditConflicts.meets(
            change, new HashSet<>(log.listTouchedAfter(plan.id(), basedOn, own)))) {
      throw conflicts.conflict(
          plan.version(),
          change,
          change.addedEdges(),
          log.listAfterVersion(plan.id(), basedOn),
          live.partition(plan));
    }
    LogEntry entry =
        log.append(
            plan, CurrentUser.get().accountId(), kind, null, taken.seq(), null, change, partition);
    carryOvers.follow(plan.id(), taken, kind);
    return new StoredEdit(entry, partition);
  }

  /**
   * Takes everything after an entry back, as one entry.
   *
   * @param seq the entry; 0 for the beginning of the plan
   */
  StoredEdit goBack(Plan plan, long basedOn, long seq) {
    List<LogEntry> unseen = log.listAfterVersion(plan.id(), basedOn);
    GridPartition partition = live.partition(plan);
    if (!unseen.isEmpty()) {
      // Nobody takes back what he has not seen.
      throw conflicts.conflict(plan.version(), null, List.of(), unseen, partition);
    }
    if (seq < 0 || seq >= plan.seq() || carryOvers.isBetween(plan.id(), seq)) {
      throw new ProblemException(
          PlanProblems.NOTHING_TO_UNDO,
          "Nothing was done after that step, or the plan was carried over since: take that back"
              + " first.");
    }
    List<Change> changes =
        log.listAfter(plan.id(), seq).reversed().stream().map(LogEntry::change).toList();
    Change change;
    try {
      change = partition.revertAll(changes);
    } catch (RefusedOperationException e) {
      throw new IllegalStateException("the last changes of a plan cannot be taken back", e);
    }
    if (partition.hash().equals(plan.hash())) {
      throw new ProblemException(
          PlanProblems.NOTHING_TO_UNDO, "The plan is as it was after that step.");
    }
    LogEntry entry =
        log.append(
            plan,
            CurrentUser.get().accountId(),
            LogEntry.EntryKind.UNDO_TO,
            null,
            null,
            seq,
            change,
            partition);
    return new StoredEdit(entry, partition);
  }
}
