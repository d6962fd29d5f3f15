package org.gridmap.backend.event.workflow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gridmap.backend.event.calendar.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * One step of a workflow. An event stands at the step that must be taken next.
 *
 * @param id short name, kept in the history of events
 * @param zh what people call it, in Chinese
 * @param en the same in English
 * @param takenBy who may take it, or send the event back from it
 * @param needs what must come with it
 * @param deadlines how long it may take, for each colour; the report has none
 * @param next the step after it; null if taking it closes the event
 * @param backTo the step that a return leads to; null if there is no return from here
 * @param handles whether it is the work itself: who takes it becomes a {@link Relation#HANDLER}
 * @param excludes who must not take it although he might: the handler, where his work is judged
 */
public record Step(
    String id,
    String zh,
    String en,
    List<Taker> takenBy,
    Set<Need> needs,
    Map<Urgency, Deadline> deadlines,
    @Nullable String next,
    @Nullable String backTo,
    boolean handles,
    Set<Relation> excludes) {

  public Step {
    takenBy = List.copyOf(takenBy);
    needs = Set.copyOf(needs);
    deadlines = Map.copyOf(deadlines);
    excludes = Set.copyOf(excludes);
  }

  /** How long it may take; not to be asked of the report, which is taken already. */
  public Deadline deadline(Urgency urgency) {
    return Objects.requireNonNull(deadlines.get(urgency));
  }
}
