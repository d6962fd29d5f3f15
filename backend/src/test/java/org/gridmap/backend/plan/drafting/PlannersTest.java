package org.gridmap.backend.plan.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.land.GridShapes;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.PlanLog;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Eight planners of one village at work at once: five in one plan, three in plans of their own, and
 * every one of them has his plan approved and published now and then, under the hands of the
 * others. No edit that was answered is lost, no land is left out or given twice, and whoever loses
 * is told why.
 */
@CapabilityTest("publication")
class PlannersTest {
  private static final int PLANNERS = 8;
  private static final int TOGETHER = 5;
  private static final int EDITS = 100;

  /** Edits between two attempts of a planner to get his plan published. */
  private static final int HANDED_IN = 20;

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @Autowired LivePlans live;
  @Autowired PlanLog log;
  @Autowired GridShapes shapes;

  /** Entries that the server acknowledged, by plan: number → hash after it. */
  private final Map<Long, Map<Long, String>> acknowledged = new ConcurrentHashMap<>();

  /** Divisions that the server says it published, by plan. */
  private final Map<Long, Long> published = new ConcurrentSkipListMap<>();

  private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
  private Planners town;
  private Browser decider;

  /** Where a planner draws: alone, or with others who all go on in the same next plan. */
  private final class Desk {
    private long plan;

    Desk(Browser planner) {
      plan = begin(planner);
    }

    synchronized long plan() {
      return plan;
    }

    /** Another plan than one in which nothing can be drawn any more. */
    synchronized long after(long finished, Browser planner) {
      if (plan == finished) {
        plan = begin(planner);
      }
      return plan;
    }

    private long begin(Browser planner) {
      return Planners.begin(planner, inForce()).json().get("id").asLong();
    }
  }

  @Test
  void nothing_that_was_answered_is_lost_and_no_land_either() throws Exception {
    town = new Planners(context, "350582103991", 1.5);
    decider = town.browser("LEADER");
    Desk together = new Desk(town.browser("PLANNER"));
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < PLANNERS; i++) {
      Browser planner = town.browser("PLANNER");
      Desk desk = i < TOGETHER ? together : new Desk(planner);
      long seed = 100 + i;
      work.add(() -> draw(planner, desk, seed));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(PLANNERS)) {
      for (Future<Void> one : threads.invokeAll(work)) {
        one.get();
      }
    }
    assertThat(answers.keySet())
        .allMatch(answer ->
            answer.matches("edit (200|409|412|422)|(submit|approve|publish) (200|409|412)"));
    assertThat(count("edit 200", "edit 409", "edit 412", "edit 422")).isEqualTo(PLANNERS * EDITS);
    assertThat(count("edit 200")).as("%s", answers).isGreaterThan(PLANNERS * EDITS / 3);
    assertThat(answers).as("planners met in one edge").containsKey("edit 412");
    assertThat(answers).as("a plan was handed in under somebody's hands").containsKey("edit 409");
    assertThat(answers).as("somebody else's division came first").containsKey("publish 409");
    assertThat(published).as("%s", answers).hasSizeGreaterThan(3);
    acknowledged.keySet().forEach(this::checkPlan);
    published.forEach(this::checkDivision);
    checkHistory();
  }

  private int count(String... which) {
    return List.of(which).stream().mapToInt(answer -> answers.getOrDefault(answer, 0)).sum();
  }

  private long inForce() {
    return jdbc.sql("SELECT id FROM division WHERE root_code = ? AND valid @> now()")
        .param(town.village)
        .query(Long.class)
        .single();
  }

  /** One planner's day: edits, steps back and again, on a page that is not always fresh. */
  private Void draw(Browser planner, Desk desk, long seed) {
    RandomEdits random = new RandomEdits(seed);
    long plan = desk.plan();
    JsonNode partition = Planners.partition(planner, plan);
    for (int i = 0; i < EDITS; i++) {
      if (i % HANDED_IN == seed % HANDED_IN) {
        handIn(planner, plan);
      }
      if (i % 4 == 0) {
        partition = Planners.partition(planner, plan);
      }
      long version = partition.get("version").asLong();
      Answer answer =
          i % 9 == 8
              ? Planners.step(planner, plan, version, i % 2 == 0 ? "undo" : "redo")
              : Planners.apply(planner, plan, version, random.next(partition));
      note("edit", answer);
      if (answer.status() == 200) {
        JsonNode done = answer.json();
        acknowledged
            .computeIfAbsent(plan, id -> new ConcurrentHashMap<>())
            .put(done.get("seq").asLong(), done.get("hash").asString());
      } else if (answer.text().contains("plan-not-editable")) {
        plan = desk.after(plan, planner);
        partition = Planners.partition(planner, plan);
      }
    }
    return null;
  }

  /** Hands a plan in, and has it approved and published, as far as nobody else comes between. */
  private void handIn(Browser planner, long plan) {
    for (String move : List.of("submit", "approve", "publish")) {
      Browser who = move.equals("submit") ? planner : decider;
      Answer answer =
          Planners.step(who, plan, Planners.plan(who, plan).get("version").asLong(), move);
      note(move, answer);
      if (answer.status() != 200) {
        return;
      }
      if (move.equals("publish")) {
        published.put(plan, answer.json().get("divisionId").asLong());
      }
    }
  }

  private void note(String what, Answer answer) {
    if (answer.status() >= 500) {
      throw new AssertionError(answer.text());
    }
    answers.merge(what + " " + answer.status(), 1, Integer::sum);
  }

  private void checkPlan(long plan) {
    Map<Long, String> hashes = new TreeMap<>();
    log.list(plan, 0).forEach(line -> hashes.put(line.seq(), line.hashAfter()));
    assertThat(hashes)
        .as("every edit that was answered is in the log, and nothing else")
        .isEqualTo(new TreeMap<>(acknowledged.getOrDefault(plan, Map.of())));
    LivePlans.View view = live.read(plan);
    assertThat(view.plan().seq()).isEqualTo(hashes.size());
    GridPartition replayed = live.replay(plan, view.plan().seq(), view.plan().hash());
    assertThat(replayed.hash()).isEqualTo(view.plan().hash()).isEqualTo(view.partition().hash());
    assertThat(replayed.verify()).as("no gap, no overlap").isEmpty();
    assertThat(replayed.exact()).isTrue();
  }

  /** A division holds its plan with everything that was drawn in it, and no land twice. */
  private void checkDivision(long plan, long division) {
    GridPartition partition = live.read(plan).partition();
    Map<String, Geometry> drawn = new TreeMap<>();
    for (PartitionGrid grid : partition.grids()) {
      drawn.put(grid.code(), partition.polygon(grid.code()));
    }
    Map<String, Geometry> stored = new TreeMap<>();
    shapes.list(division).forEach((code, grid) -> stored.put(code, grid.outline()));
    assertThat(stored.keySet()).isEqualTo(drawn.keySet());
    stored.forEach((code, land) ->
        assertThat(land.norm().equalsExact(drawn.get(code).norm())).as(code).isTrue());
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM grid a JOIN grid b ON b.division_id = a.division_id AND b.id > a.id
                    WHERE a.division_id = ? AND a.leaf AND b.leaf AND ST_Relate(a.geom, b.geom, '2********')
                    """)
                .param(division)
                .query(Integer.class)
                .single())
        .as("overlaps in what was published")
        .isZero();
  }

  /** The divisions that were acknowledged follow each other, without a moment between or twice. */
  private void checkHistory() {
    List<Long> history =
        jdbc.sql(
                "SELECT id FROM division WHERE root_code = ? AND status = 'PUBLISHED' ORDER BY lower(valid)")
            .param(town.village)
            .query(Long.class)
            .list();
    List<Long> expected = new ArrayList<>(List.of(town.division));
    published.values().stream().sorted().forEach(expected::add);
    assertThat(history).isEqualTo(expected);
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM (
                      SELECT upper(valid) AS until, lead(lower(valid)) OVER (ORDER BY lower(valid)) AS next
                      FROM division WHERE root_code = ? AND status = 'PUBLISHED') d
                    WHERE until IS DISTINCT FROM next
                    """)
                .param(town.village)
                .query(Integer.class)
                .single())
        .isZero();
  }
}
