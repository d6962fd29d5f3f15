package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.topology.RandomOperations.Kind;
import org.junit.jupiter.api.Test;

/** Ten thousand random operations on the made-up town. */
class GridPartitionPropertyTest {
  private static final int OPERATIONS = 10_000;

  /** Another run: {@code -Dgridmap.partition.seed=…}. */
  private static final long SEED = Long.getLong("gridmap.partition.seed", 20_261_122L);

  private final GridPartition plan = Towns.town();
  private final Map<Kind, Integer> tried = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> accepted = new EnumMap<>(Kind.class);

  /** Every change in its order, those that take another one back included. */
  private final List<Change> done = new ArrayList<>();

  private int earlierUndone;
  private int earlierRefused;

  private interface Step {
    void replay(GridPartition on, List<Change> changes) throws RefusedOperationException;
  }

  private final List<Step> log = new ArrayList<>();

  @Test
  void ten_thousand_random_operations_keep_a_partition() throws Exception {
    System.out.println("seed " + SEED);
    String first = plan.hash();
    byte[] start = plan.write();
    RandomOperations random = new RandomOperations(plan, SEED);
    PartitionProperties.hold(plan);
    for (int step = 1; step <= OPERATIONS; step++) {
      if (random.random().nextInt(12) == 0 && !done.isEmpty()) {
        undoOne(random);
      } else {
        Kind kind = random.kind();
        Operation operation = random.draw(kind);
        if (operation != null) {
          applyOne(kind, operation);
        }
      }
      if (step % 50 == 0) {
        PartitionProperties.areasAddUp(plan);
      }
      if (step % 250 == 0) {
        assertThat(plan.verify()).as("seed %d, step %d", SEED, step).isEmpty();
      }
      if (step % 5_000 == 0) {
        PartitionProperties.hold(plan);
      }
    }
    everyKindWasAccepted();
    String last = plan.hash();
    assertThat(GridPartition.read(plan.write()).hash()).isEqualTo(last);
    assertThat(GridPartition.read(plan.write()).write()).isEqualTo(plan.write());
    replays(start, last);
    GridPartition atOnce = GridPartition.read(plan.write());
    Change all = atOnce.revertAll(List.copyOf(done).reversed());
    assertThat(atOnce.hash()).as("all at once").isEqualTo(first);
    atOnce.revert(all);
    assertThat(atOnce.hash()).as("and back").isEqualTo(last);
    for (Change change : List.copyOf(done).reversed()) {
      plan.revert(change);
    }
    assertThat(plan.hash()).isEqualTo(first);
    PartitionProperties.hold(plan);
  }

  @Test
  void a_copy_and_its_original_change_apart() {
    GridPartition original = plan;
    original.verify();
    tryOne(original, new RandomOperations(original, SEED));
    for (int round = 0; round < 8; round++) {
      GridPartition copy = original.copy();
      RandomOperations[] both = {
        new RandomOperations(original, SEED + round), new RandomOperations(copy, SEED - round)
      };
      for (int step = 0; step < 60; step++) {
        GridPartition other = step % 2 == 0 ? copy : original;
        byte[] before = other.write();
        tryOne(step % 2 == 0 ? original : copy, both[step % 2]);
        assertThat(other.write()).as("round %d, step %d", round, step).isEqualTo(before);
      }
      assertThat(original.verify()).isEmpty();
      assertThat(copy.verify()).isEmpty();
      original = copy;
    }
  }

  /** Does to a partition what the same one, read anew, says that it does. */
  private static void tryOne(GridPartition partition, RandomOperations random) {
    Operation operation = random.draw(random.kind());
    if (operation == null) {
      return;
    }
    GridPartition fresh = GridPartition.read(partition.write());
    assertThat(outcome(partition, operation))
        .as("%s", operation)
        .isEqualTo(outcome(fresh, operation));
  }

  private static String outcome(GridPartition partition, Operation operation) {
    try {
      partition.apply(operation);
      return partition.hash();
    } catch (RefusedOperationException refused) {
      return refused.reason() + " " + partition.hash();
    }
  }

  private void applyOne(Kind kind, Operation operation) {
    String before = plan.hash();
    tried.merge(kind, 1, Integer::sum);
    try {
      Change change = plan.apply(operation);
      done.add(change);
      log.add((on, changes) -> changes.add(on.apply(operation)));
      accepted.merge(kind, 1, Integer::sum);
      assertThat(plan.hash()).as("%s changes something", operation).isNotEqualTo(before);
    } catch (RefusedOperationException refused) {
      assertThat(plan.hash()).as("%s leaves no trace", operation).isEqualTo(before);
    }
  }

  /** Takes back the last change, or an earlier one that no later one meets. */
  private void undoOne(RandomOperations random) {
    int which = done.size() - 1 - random.random().nextInt(Math.min(12, done.size()));
    Change change = done.get(which);
    if (done.subList(which + 1, done.size()).stream().anyMatch(change::meets)) {
      return;
    }
    boolean last = which == done.size() - 1;
    String before = plan.hash();
    try {
      done.add(plan.revert(change));
      log.add((on, changes) -> changes.add(on.revert(changes.get(which))));
      earlierUndone += last ? 0 : 1;
    } catch (RefusedOperationException refused) {
      assertThat(last).as("the last change can always be taken back").isFalse();
      assertThat(plan.hash()).isEqualTo(before);
      earlierRefused++;
    }
  }

  private void everyKindWasAccepted() {
    System.out.println("accepted " + accepted + " of " + tried);
    for (Kind kind : Kind.values()) {
      int of = tried.getOrDefault(kind, 0);
      double share = accepted.getOrDefault(kind, 0) / (double) of;
      // Roads and shaken lines meet their neighbours often; zones run out.
      double least =
          switch (kind) {
            case MERGE_HIGHER -> 0;
            case ADOPT_LINE, REDRAW_EDGE -> 0.2;
            default -> 0.4;
          };
      assertThat(of).as("%s was tried", kind).isPositive();
      assertThat(share).as("accepted share of %s", kind).isGreaterThanOrEqualTo(least);
    }
    assertThat(accepted.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(6_000);
    System.out.println(
        earlierUndone + " earlier changes taken back, " + earlierRefused + " refused");
    assertThat(earlierUndone).isGreaterThan(4 * earlierRefused);
  }

  private void replays(byte[] start, String last) throws RefusedOperationException {
    GridPartition again = GridPartition.read(start);
    List<Change> changes = new ArrayList<>();
    for (Step step : log) {
      step.replay(again, changes);
    }
    assertThat(again.hash()).isEqualTo(last);
    assertThat(again.edges()).isEqualTo(plan.edges());
  }
}
