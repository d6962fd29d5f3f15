package org.gridmap.backend.event.workflow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the steps of a workflow are a closed loop: every step is reached, from every step the
 * event can be closed, every return leads back, and work is judged by somebody else.
 */
final class WorkflowCheck {
  private final List<Step> steps;
  private final Map<String, Integer> numbers = new HashMap<>();

  private WorkflowCheck(List<Step> steps) {
    this.steps = steps;
  }

  /**
   * @param reopenTo where an event stands that was opened again
   * @throws BrokenWorkflowException for the first step that is wrong
   */
  static void check(List<Step> steps, String reopenTo) {
    if (steps.size() < 2) {
      throw new BrokenWorkflowException(
          0, "A workflow has a report and at least one further step.");
    }
    WorkflowCheck check = new WorkflowCheck(steps);
    check.number();
    check.report();
    Set<String> way = check.way();
    for (Step step : steps) {
      if (!way.contains(step.id())) {
        throw check.broken(step, "is unreachable: no step leads to it");
      }
    }
    for (Step step : steps.subList(1, steps.size())) {
      check.taken(step);
      check.timed(step);
      check.back(step, way);
    }
    check.judged();
    if (!check.numbers.containsKey(reopenTo) || reopenTo.equals(steps.getFirst().id())) {
      throw new BrokenWorkflowException(
          0, "An event that is opened again cannot stand at " + reopenTo + ".");
    }
  }

  private void number() {
    for (int i = 0; i < steps.size(); i++) {
      if (numbers.put(steps.get(i).id(), i) != null) {
        throw new BrokenWorkflowException(
            i, "The step " + steps.get(i).id() + " stands here twice.");
      }
    }
  }

  private void report() {
    Step report = steps.getFirst();
    boolean byReporter =
        report.takenBy().equals(List.of(Taker.of(Relation.REPORTER)))
            && report.excludes().isEmpty();
    if (!byReporter
        || report.handles()
        || report.backTo() != null
        || report.next() == null
        || !report.deadlines().isEmpty()) {
      throw broken(
          report,
          "is the report: the reporter alone takes it, at once, and it neither handles nor closes");
    }
  }

  /** The steps from the report to the end, each once. */
  private Set<String> way() {
    Set<String> way = new LinkedHashSet<>();
    Step step = steps.getFirst();
    while (true) {
      if (!way.add(step.id())) {
        throw broken(step, "is a dead end: from here the event goes round and is never closed");
      }
      String next = step.next();
      if (next == null) {
        return way;
      }
      step = find(next, step, "leads to");
    }
  }

  private void taken(Step step) {
    Set<Relation> takers =
        step.takenBy().stream().map(Taker::relation).collect(Collectors.toCollection(HashSet::new));
    takers.removeAll(step.excludes());
    if (takers.isEmpty()) {
      throw broken(step, "is a dead end: nobody may take it");
    }
  }

  private void timed(Step step) {
    for (Urgency urgency : Urgency.values()) {
      if (!step.deadlines().containsKey(urgency)) {
        throw broken(step, "has no deadline for " + urgency);
      }
    }
  }

  private void back(Step step, Set<String> way) {
    String backTo = step.backTo();
    if (backTo == null) {
      return;
    }
    find(backTo, step, "goes back to");
    if (backTo.equals(steps.getFirst().id())) {
      throw broken(step, "goes back to the report, which nobody takes twice");
    }
    List<String> order = List.copyOf(way);
    if (order.indexOf(backTo) >= order.indexOf(step.id())) {
      throw broken(step, "goes back to " + backTo + ", which does not come before it");
    }
  }

  private void judged() {
    for (Step step : steps) {
      if (step.handles() && !isJudgedAfter(step)) {
        throw broken(step, "handles, and no later step excludes HANDLER from judging that");
      }
    }
  }

  private boolean isJudgedAfter(Step handling) {
    String next = handling.next();
    while (next != null) {
      Step step = steps.get(Objects.requireNonNull(numbers.get(next)));
      if (step.excludes().contains(Relation.HANDLER)) {
        return true;
      }
      next = step.next();
    }
    return false;
  }

  private Step find(String id, Step from, String how) {
    Integer number = numbers.get(id);
    if (number == null) {
      throw broken(from, how + " " + id + ", and there is no such step");
    }
    return steps.get(number);
  }

  private BrokenWorkflowException broken(Step step, String what) {
    @Nullable Integer number = numbers.get(step.id());
    return new BrokenWorkflowException(
        Objects.requireNonNull(number), "The step " + step.id() + " " + what + ".");
  }
}
