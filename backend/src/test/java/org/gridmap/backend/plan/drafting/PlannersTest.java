package org.gridmap.backend.plan.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.land.GridShapes;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.PlanLog;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Eight planners of one village at work at once: five in one plan, three in plans of their own, and
 * every one of them has his plan approved and published now and then, under the hands of the
 * others. No edit that was answered is lost, no land is left out or given twice, and whoever loses
 * is told why.
 *
 * <p>A longer day: {@code -Dgridmap.test.planners.edits=1000}; another one: {@code
 * -Dgridmap.test.planners.seed=7}.
 */
@CapabilityTest("publication")
class PlannersTest {
  private static final int PLANNERS = 8;
  private static final int TOGETHER = 5;
  private static final int EDITS = Integer.getInteger("gridmap.test.planners.edits", 100);
  private static final long SEED = Long.getLong("gridmap.test.planners.seed", 100);

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @Autowired LivePlans live;
  @Autowired PlanLog log;
  @Autowired GridShapes shapes;

  private final Acknowledged said = new Acknowledged();
  private Planners town;
  private SecondJudge judge;
  private Browser decider;

  @BeforeEach
  void gather() {
    town = new Planners(context, "350582103991", 1.5);
    judge = new SecondJudge(jdbc, town.division);
    decider = town.browser("LEADER");
  }

  @Test
  void nothing_that_was_answered_is_lost_and_no_land_either() throws Exception {
    PlannerDay.Desk together = desk(town.browser("PLANNER"));
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < PLANNERS; i++) {
      Browser planner = town.browser("PLANNER");
      PlannerDay.Desk desk = i < TOGETHER ? together : desk(planner);
      PlannerDay day = new PlannerDay(planner, decider, desk, said, SEED + i);
      work.add(() -> {
        day.work(EDITS);
        return null;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(PLANNERS)) {
      for (Future<Void> one : threads.invokeAll(work)) {
        one.get();
      }
    }
    leaveOneToCome();
    assertThat(said.answers().keySet())
        .allMatch(answer ->
            answer.matches(
                "(edit|kept|file) (200|409|412|422)|save 200|publication-changes 201|"
                    + "(submit|approve|publish|return|carry-over|undo-to|call off|move|"
                    + "publication-changes|publication-changes/decision) (200|409|412)"));
    assertThat(said.count("edit 200", "edit 409", "edit 412", "edit 422"))
        .isEqualTo(PLANNERS * EDITS);
    assertThat(said.count("edit 200")).as("%s", said.answers()).isGreaterThan(PLANNERS * EDITS / 3);
    assertThat(said.answers())
        .as(
            "planners met in one edge, a plan was handed in under somebody's hands, somebody else's"
                + " division came first, and everything else happened")
        .containsKeys(
            "edit 412",
            "edit 409",
            "publish 409",
            "kept 200",
            "kept 412",
            "file 200",
            "undo-to 200",
            "carry-over 200",
            "call off 200",
            "move 200");
    assertThat(said.divisions()).as("%s", said.answers()).hasSizeGreaterThan(3);
    jdbc.sql("SELECT id FROM plan WHERE root_code = ?")
        .param(town.village)
        .query(Long.class)
        .list()
        .forEach(this::checkPlan);
    said.divisions().forEach((division, plan) -> checkDivision(plan, division));
    checkHistory();
    // For whoever runs a longer day: what it was made of.
    System.out.println(said.answers());
  }

  private PlannerDay.Desk desk(Browser planner) {
    return new PlannerDay.Desk(
        planner, one -> Planners.begin(one, inForce()).json().get("id").asLong());
  }

  private long inForce() {
    return jdbc.sql("SELECT id FROM division WHERE root_code = ? AND valid @> now()")
        .param(town.village)
        .query(Long.class)
        .single();
  }

  private long last() {
    return jdbc.sql(
            "SELECT id FROM division WHERE root_code = ? AND status = 'PUBLISHED' AND upper_inf(valid)")
        .param(town.village)
        .query(Long.class)
        .single();
  }

  /**
   * However the day went: in the end one publication was called off, one was moved, and one is
   * still to come.
   */
  private void leaveOneToCome() {
    Browser planner = town.browser("PLANNER");
    long plan = Planners.begin(planner, last()).json().get("id").asLong();
    RandomEdits random = new RandomEdits(SEED);
    Answer drawn;
    do {
      drawn =
          Planners.apply(
              planner, plan, version(plan), random.next(Planners.partition(planner, plan)));
    } while (drawn.status() != 200);
    said.entry(plan, drawn);
    step("submit", planner, plan, Map.of(), 200);
    step("approve", decider, plan, Map.of(), 200);
    Map<String, String> later = Map.of("effectiveFrom", day(100));
    long off = step("publish", decider, plan, later, 200).json().get("divisionId").asLong();
    said.published(plan, off);
    change(planner, plan, "CALL_OFF", "call off");
    said.calledOff(off);
    said.published(
        plan, step("publish", decider, plan, later, 200).json().get("divisionId").asLong());
    change(planner, plan, "MOVE", "move");
  }

  private void change(Browser planner, long plan, String kind, String what) {
    Map<String, String> wish =
        new HashMap<>(Map.of("kind", kind, "reason", "NOT_READY", "note", "还没准备好"));
    if (kind.equals("MOVE")) {
      wish.put("effectiveFrom", day(90));
    }
    step("publication-changes", planner, plan, wish, 201);
    said.note(
        what, step("publication-changes/decision", decider, plan, Map.of("agree", true), 200));
  }

  private static String day(int from) {
    return LocalDate.now(QueryParameters.TOWN).plusDays(from).toString();
  }

  private long version(long plan) {
    return Planners.plan(decider, plan).get("version").asLong();
  }

  private Answer step(String verb, Browser who, long plan, Object body, int expected) {
    Answer answer = Planners.step(who, plan, version(plan), verb, body);
    assertThat(answer.status()).as("%s: %s", verb, answer.text()).isEqualTo(expected);
    return answer;
  }

  private void checkPlan(long plan) {
    List<PlanLog.EntrySummary> entries = log.list(plan, 0);
    said.check(plan, entries);
    LivePlans.View view = live.read(plan);
    assertThat(view.plan().seq()).isEqualTo(entries.size());
    GridPartition replayed = live.replay(plan, view.plan().seq(), view.plan().hash());
    assertThat(replayed.hash()).isEqualTo(view.plan().hash()).isEqualTo(view.partition().hash());
    assertThat(replayed.verify()).as("no gap, no overlap").isEmpty();
    assertThat(replayed.exact()).isTrue();
    assertThat(judge.land(leaves(view.partition()))).as("plan %d", plan).isEmpty();
  }

  private static Map<String, Geometry> leaves(GridPartition partition) {
    Map<String, Geometry> leaves = new TreeMap<>();
    for (PartitionGrid grid : partition.grids()) {
      if (grid.leaf()) {
        leaves.put(grid.code(), partition.polygon(grid.code()));
      }
    }
    return leaves;
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
    assertThat(judge.division(division)).as("division %d", division).isEmpty();
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
    expected.addAll(said.divisions().keySet());
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

  @Test
  void the_second_judge_sees_a_corner_that_was_moved_by_a_centimetre() {
    long plan = town.begin(town.browser("PLANNER"));
    GridPartition partition = live.read(plan).partition();
    Map<String, Geometry> leaves = leaves(partition);
    assertThat(judge.land(leaves)).isEmpty();
    assertThat(judge.division(town.division)).isEmpty();
    Set<Coordinate> outline = corners(partition.polygon(town.village));
    String code =
        leaves.keySet().stream()
            .filter(one -> !outline.containsAll(corners(leaves.get(one))))
            .findFirst()
            .orElseThrow();
    Coordinate inner =
        corners(leaves.get(code)).stream()
            .filter(one -> !outline.contains(one))
            .findFirst()
            .orElseThrow();
    List<String> faults = new ArrayList<>();
    for (double share : new double[] {1e-4, -1e-4}) {
      Map<String, Geometry> moved = new TreeMap<>(leaves);
      moved.put(code, withCornerMoved(leaves.get(code), inner, share));
      List<String> found = judge.land(moved);
      assertThat(found).isNotEmpty();
      faults.addAll(found);
    }
    assertThat(faults).anyMatch(fault -> fault.startsWith("gap of "));
    assertThat(faults).anyMatch(fault -> fault.contains(code) && fault.startsWith("overlap of "));
  }

  private static Set<Coordinate> corners(Geometry land) {
    return new LinkedHashSet<>(List.of(land.getCoordinates()));
  }

  /** The same land with a corner nearer to the middle, or farther from it, by a share. */
  private static Geometry withCornerMoved(Geometry land, Coordinate corner, double share) {
    Geometry moved = land.copy();
    Coordinate middle = land.getCentroid().getCoordinate();
    moved.apply(
        (CoordinateFilter)
            place -> {
              if (place.equals2D(corner)) {
                place.x += share * (middle.x - corner.x);
                place.y += share * (middle.y - corner.y);
              }
            });
    moved.geometryChanged();
    return moved;
  }
}
