package org.gridmap.backend.plan.drafting;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.land.GridCodes;
import org.gridmap.backend.plan.DraftEdits;
import org.gridmap.backend.plan.DraftEdits.StoredEdit;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.LogEntry;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanLog;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.plan.notation.ChangeView;
import org.gridmap.backend.plan.notation.OperationRequest;
import org.gridmap.backend.plan.workload.Workloads;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.Versions;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Changes plans. An edit holds the row of its plan, works on a copy of the partition, and is in the
 * log before it is answered; the copy takes the place of what is in memory only after the commit.
 */
@Service
public class PlanEdits {
  /** Entries beyond which the version that an edit was based on is not built again. */
  private static final int MOST_BEHIND = 500;

  /** Works on the plan that the transaction holds. */
  private interface Work {
    StoredEdit on(Plan plan, long basedOn);
  }

  private final Plans plans;
  private final LivePlans live;
  private final PlanLog log;
  private final UndoSteps undos;
  private final EditConflicts conflicts;
  private final GridCodes codes;
  private final CodeRules rules;
  private final RestoredGrids restored;
  private final Workloads workloads;
  private final DraftEdits drafts;

  PlanEdits(
      Plans plans,
      LivePlans live,
      PlanLog log,
      UndoSteps undos,
      EditConflicts conflicts,
      GridCodes codes,
      CodeRules rules,
      RestoredGrids restored,
      Workloads workloads,
      DraftEdits drafts) {
    this.plans = plans;
    this.live = live;
    this.log = log;
    this.undos = undos;
    this.conflicts = conflicts;
    this.codes = codes;
    this.rules = rules;
    this.restored = restored;
    this.workloads = workloads;
    this.drafts = drafts;
  }

  /**
   * Applies an operation of the caller.
   *
   * @param own versions that he made himself, upon which he drew this
   * @throws ProblemException {@code operation-refused} with reason and place; {@code edit-conflict}
   *     with both versions; {@code plan-not-editable}; {@code code-taken}
   */
  EditAnswer apply(
      long id, @Nullable String ifMatch, Set<Long> own, String key, Operation operation) {
    return edit(
        id,
        ifMatch,
        key,
        "operations",
        new OperationRequest(operation),
        (plan, basedOn) -> apply(plan, basedOn, own, operation));
  }

  /**
   * Applies an operation of the caller that is worked out from the plan as it is, which must be the
   * version that he saw.
   *
   * @param verb last part of the route
   * @param body what was sent, for the key of the request
   * @throws ProblemException as {@link #apply}
   */
  public EditAnswer derive(
      long id,
      @Nullable String ifMatch,
      String key,
      String verb,
      Object body,
      Function<LivePlans.View, Operation> operation) {
    return edit(
        id,
        ifMatch,
        key,
        verb,
        body,
        (plan, basedOn) -> {
          if (basedOn != plan.version()) {
            throw Versions.conflict();
          }
          return apply(
              plan,
              basedOn,
              Set.of(),
              operation.apply(new LivePlans.View(plan, live.partition(plan))));
        });
  }

  /** Takes back the caller's last operation that is in effect. */
  EditAnswer undo(long id, @Nullable String ifMatch, Set<Long> own, String key) {
    return edit(
        id,
        ifMatch,
        key,
        "undo",
        Map.of(),
        (plan, basedOn) ->
            undos.takeBack(
                plan,
                basedOn,
                own,
                LogEntry.EntryKind.UNDO,
                log.findUndoable(plan.id(), CurrentUser.get().accountId()).orElse(null)));
  }

  /** Takes back the caller's last undo. */
  EditAnswer redo(long id, @Nullable String ifMatch, Set<Long> own, String key) {
    return edit(
        id,
        ifMatch,
        key,
        "redo",
        Map.of(),
        (plan, basedOn) ->
            undos.takeBack(
                plan,
                basedOn,
                own,
                LogEntry.EntryKind.REDO,
                log.findRedoable(plan.id(), CurrentUser.get().accountId()).orElse(null)));
  }

  /**
   * Takes back everything after an entry of the log, whoever did it, as one entry.
   *
   * @param seq the last entry that stays; 0 takes everything back
   * @throws ProblemException {@code edit-conflict} if somebody drew after the version that the
   *     caller saw; {@code nothing-to-undo}
   */
  EditAnswer undoTo(long id, @Nullable String ifMatch, String key, @Nullable Long seq) {
    plans.get(id, Right.PLANS);
    if (seq == null || seq < 0) {
      throw Faults.refusal(List.of("seq"));
    }
    return edit(
        id,
        ifMatch,
        key,
        "undo-to",
        Map.of("seq", seq),
        (plan, basedOn) -> undos.goBack(plan, basedOn, seq));
  }

  /** What an operation of the caller would do; nothing is stored. */
  EditAnswer preview(long id, Operation operation) {
    plans.get(id, Right.PLANS);
    LivePlans.View view = live.read(id);
    DraftEdits.requireDraft(view.plan());
    GridPartition after = view.partition().copy();
    try {
      Operation done = restored.of(view.plan(), view.partition(), operation);
      Change change = after.apply(done);
      rules.check(view.plan().rootCode(), known(view.partition(), operation, done), change, after);
      Workloads.Touched touched =
          workloads.preview(id, view.plan().seq(), view.partition(), after, change);
      return answer(view.plan().version(), after.hash(), 0, change, after, touched);
    } catch (RefusedOperationException e) {
      throw EditConflicts.refusal(e);
    }
  }

  /** {@code operation-refused} for what cannot be done to a plan. */
  public static ProblemException refusal(RefusedOperationException refused) {
    return EditConflicts.refusal(refused);
  }

  private EditAnswer edit(
      long id, @Nullable String ifMatch, String key, String verb, Object body, Work work) {
    long basedOn = Versions.required(ifMatch);
    return drafts.store(
        id,
        key,
        verb,
        body,
        plan -> {
          if (basedOn > plan.version()) {
            throw Versions.conflict();
          }
          return work.on(plan, basedOn);
        },
        (seq, fresh) -> fresh == null ? again(id, seq) : answer(id, fresh));
  }

  private EditAnswer answer(long id, StoredEdit stored) {
    LogEntry entry = stored.entry();
    Workloads.Touched touched =
        workloads.after(id, entry.seq(), stored.after(), entry.change(), true);
    return answer(
        entry.version(), entry.hashAfter(), entry.seq(), entry.change(), stored.after(), touched);
  }

  /** The answer to an edit that was sent before: the edit is the same, the numbers are today's. */
  private EditAnswer again(long id, long seq) {
    LogEntry entry = log.find(id, seq).orElseThrow();
    LivePlans.View view = live.read(id);
    Workloads.Touched touched =
        workloads.after(id, view.plan().seq(), view.partition(), entry.change(), true);
    return answer(
        entry.version(), entry.hashAfter(), seq, entry.change(), view.partition(), touched);
  }

  private static EditAnswer answer(
      long version,
      String hash,
      long seq,
      Change change,
      GridPartition after,
      Workloads.Touched touched) {
    return new EditAnswer(
        version,
        hash,
        seq,
        ChangeView.of(change, ChangeView.levels(after.grids())),
        touched.numbers(),
        touched.mean(),
        touched.registerRevision());
  }

  private StoredEdit apply(Plan plan, long basedOn, Set<Long> own, Operation wanted) {
    GridPartition partition = live.partition(plan);
    Operation operation = restored.of(plan, partition, wanted);
    Set<String> known = known(partition, wanted, operation);
    Change change;
    Set<String> fresh;
    try {
      change = partition.apply(operation);
      fresh = rules.check(plan.rootCode(), known, change, partition);
    } catch (RefusedOperationException e) {
      throw refusedNow(plan, basedOn, operation, e);
    }
    if (basedOn < plan.version()
        && EditConflicts.meets(
            change, new HashSet<>(log.listTouchedAfter(plan.id(), basedOn, own)))) {
      throw overtaken(plan, basedOn, operation);
    }
    Set<String> taken = fresh.isEmpty() ? Set.of() : codes.listTaken(fresh, plan.id());
    if (!taken.isEmpty()) {
      throw codes.taken(taken, partition::polygon);
    }
    LogEntry entry =
        log.append(
            plan,
            CurrentUser.get().accountId(),
            LogEntry.EntryKind.APPLY,
            operation,
            null,
            null,
            change,
            partition);
    return new StoredEdit(entry, partition);
  }

  /** Codes that are nobody else's: those borne now, and that of a grid which a merge restores. */
  private static Set<String> known(GridPartition partition, Operation wanted, Operation done) {
    Set<String> known = new HashSet<>();
    partition.grids().forEach(grid -> known.add(grid.code()));
    if (!done.equals(wanted) && done instanceof Operation.Merge merge) {
      known.add(merge.into().code());
    }
    return known;
  }

  /** Refused for what others did meanwhile if the version that it was based on would take it. */
  private ProblemException refusedNow(
      Plan plan, long basedOn, Operation operation, RefusedOperationException refused) {
    if (basedOn < plan.version()) {
      List<LogEntry> since = log.listAfterVersion(plan.id(), basedOn);
      GridPartition then = since.isEmpty() ? null : at(plan, since);
      if (then != null) {
        try {
          Change yours = then.apply(operation);
          return conflicts.conflict(
              plan.version(), yours, yours.addedEdges(), since, live.partition(plan));
        } catch (RefusedOperationException alsoThen) {
          return EditConflicts.refusal(alsoThen);
        }
      }
    }
    return EditConflicts.refusal(refused);
  }

  private ProblemException overtaken(Plan plan, long basedOn, Operation operation) {
    List<LogEntry> since = log.listAfterVersion(plan.id(), basedOn);
    GridPartition then = at(plan, since);
    Change yours = null;
    if (then != null) {
      try {
        yours = then.apply(operation);
      } catch (RefusedOperationException e) {
        // It fits today and did not then: there is no version of it to be shown.
      }
    }
    return conflicts.conflict(
        plan.version(),
        yours,
        yours == null ? List.of() : yours.addedEdges(),
        since,
        live.partition(plan));
  }

  /** The partition before some last entries of the log; null if there are too many. */
  private @Nullable GridPartition at(Plan plan, List<LogEntry> since) {
    if (since.size() > MOST_BEHIND) {
      return null;
    }
    GridPartition partition = live.partition(plan);
    try {
      for (LogEntry entry : since.reversed()) {
        partition.revert(entry.change());
      }
    } catch (RefusedOperationException e) {
      throw new IllegalStateException("the last change of a plan cannot be taken back", e);
    }
    return partition;
  }
}
