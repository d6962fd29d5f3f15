package org.gridmap.backend.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridmap.backend.Browser;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.PlanLog;
import org.gridmap.geodata.topology.GridPartition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * Eight planners at work at once: five in one plan, three in plans of their own. No edit that was
 * answered is lost, no land is left out or given twice, and whoever loses is told why.
 */
@GridMapTest
class PlannersTest {
  private static final int PLANNERS = 8;
  private static final int TOGETHER = 5;
  private static final int EDITS = 100;

  @Autowired ApplicationContext context;
  @Autowired LivePlans live;
  @Autowired PlanLog log;

  /** Entries that the server acknowledged, by plan: number → hash after it. */
  private final Map<Long, Map<Long, String>> acknowledged = new ConcurrentHashMap<>();

  @Test
  void nothing_that_was_answered_is_lost_and_no_land_either() throws Exception {
    Planners town = new Planners(context);
    Browser first = town.browser("PLANNER");
    long shared = town.begin(first);
    List<Callable<Map<Integer, Integer>>> work = new ArrayList<>();
    List<Long> plans = new ArrayList<>(List.of(shared));
    for (int i = 0; i < PLANNERS; i++) {
      Browser planner = town.browser("PLANNER");
      long plan = i < TOGETHER ? shared : town.begin(planner);
      plans.add(plan);
      long seed = 100 + i;
      work.add(() -> draw(planner, plan, seed));
    }
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(PLANNERS)) {
      for (Future<Map<Integer, Integer>> one : threads.invokeAll(work)) {
        one.get().forEach((status, count) -> statuses.merge(status, count, Integer::sum));
      }
    }
    assertThat(statuses.keySet()).isSubsetOf(200, 409, 412, 422);
    assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(PLANNERS * EDITS);
    assertThat(statuses.get(200)).isGreaterThan(PLANNERS * EDITS / 3);
    assertThat(statuses).as("some planners met").containsKey(412);
    for (long plan : new TreeSet<>(plans)) {
      check(plan);
    }
  }

  /** One planner's day: edits, steps back and again, on a page that is not always fresh. */
  private Map<Integer, Integer> draw(Browser planner, long plan, long seed) {
    RandomEdits random = new RandomEdits(seed);
    Map<Integer, Integer> statuses = new TreeMap<>();
    JsonNode partition = Planners.partition(planner, plan);
    for (int i = 0; i < EDITS; i++) {
      if (i % 4 == 0) {
        partition = Planners.partition(planner, plan);
      }
      long version = partition.get("version").asLong();
      Answer answer =
          i % 9 == 8
              ? Planners.step(planner, plan, version, i % 2 == 0 ? "undo" : "redo")
              : Planners.apply(planner, plan, version, random.next(partition));
      statuses.merge(answer.status(), 1, Integer::sum);
      if (answer.status() == 200) {
        JsonNode done = answer.json();
        acknowledged
            .computeIfAbsent(plan, id -> new ConcurrentHashMap<>())
            .put(done.get("seq").asLong(), done.get("hash").asString());
      } else if (answer.status() >= 500) {
        throw new AssertionError(answer.text());
      }
    }
    return statuses;
  }

  private void check(long plan) {
    Map<Long, String> hashes = new TreeMap<>();
    log.list(plan).forEach(line -> hashes.put(line.seq(), line.hashAfter()));
    assertThat(hashes)
        .as("every edit that was answered is in the log, and nothing else")
        .isEqualTo(new TreeMap<>(acknowledged.getOrDefault(plan, Map.of())));
    LivePlans.View view = live.read(plan);
    assertThat(view.plan().seq()).isEqualTo(hashes.size());
    assertThat(view.plan().version()).isEqualTo(1 + hashes.size());
    GridPartition replayed = live.replay(plan, view.plan().seq(), view.plan().hash());
    assertThat(replayed.hash()).isEqualTo(view.plan().hash()).isEqualTo(view.partition().hash());
    assertThat(replayed.verify()).as("no gap, no overlap").isEmpty();
    assertThat(replayed.exact()).isTrue();
  }
}
