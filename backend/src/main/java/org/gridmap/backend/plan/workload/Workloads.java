package org.gridmap.backend.plan.workload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import org.gridmap.backend.plan.LogEntry;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanLog;
import org.gridmap.backend.statistics.HouseCounts;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.GridPartition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Numbers of plans, counted once and kept up with their edits. */
@Service
public class Workloads {
  private static final int MOST = 24;
  private static final int MOST_BEHIND = 200;

  /**
   * Numbers of the grids that a change concerns.
   *
   * @param numbers of these and of all above them, parents first
   * @param mean weighted work of the average leaf grid
   * @param registerRevision another number when houses or counts are different ones
   */
  public record Touched(List<GridNumbers> numbers, double mean, long registerRevision) {}

  /** Numbers of all grids. */
  record Whole(Weights weights, double mean, long registerRevision, List<GridNumbers> grids) {}

  private record Key(long plan, HouseCounts.Reader reader) {}

  /** The tally after an entry of the log. */
  private record Kept(long seq, GridStatistics tally) {}

  private final HouseTables houses;
  private final PlanLog log;
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Cache<Key, Kept> tallies =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofMinutes(30)).build();

  Workloads(HouseTables houses, PlanLog log, JdbcClient jdbc, JsonMapper json) {
    this.houses = houses;
    this.log = log;
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Numbers after a stored change.
   *
   * @param planId number of the plan
   * @param seq entry of the log that the partition follows
   * @param partition the partition after it
   * @param exact whether who is told may see counts by house; tens otherwise
   */
  public Touched after(
      long planId, long seq, GridPartition partition, Change change, boolean exact) {
    return touched(planId, tally(planId, seq, partition, exact), change, exact);
  }

  /**
   * Numbers after a change that is not stored, for somebody who may see counts by house.
   *
   * @param seq last entry of the log before it
   * @param before the partition before it
   * @param after the partition after it
   */
  public Touched preview(
      long planId, long seq, GridPartition before, GridPartition after, Change change) {
    return touched(
        planId, tally(planId, seq, before, true).after(List.of(change), after), change, true);
  }

  private Touched touched(long planId, GridStatistics tally, Change change, boolean exact) {
    Weights weights = weights(planId);
    Rounding rounding = rounding(exact);
    return new Touched(
        tally.listTouched(change, weights, rounding),
        tally.mean(weights, rounding),
        tally.houses().revision());
  }

  /**
   * Numbers of all grids of a plan as somebody may be told them, parents first.
   *
   * @param plan the plan that the partition is of
   * @param exact whether he may see counts by house; tens otherwise
   */
  public List<GridNumbers> list(Plan plan, GridPartition partition, boolean exact) {
    return whole(plan, partition, exact).grids();
  }

  /** Numbers of all grids of a plan, exact or with counts of people in tens. */
  Whole whole(Plan plan, GridPartition partition, boolean exact) {
    GridStatistics tally = tally(plan.id(), plan.seq(), partition, exact);
    Weights weights = weights(plan.id());
    Rounding rounding = rounding(exact);
    return new Whole(
        weights,
        tally.mean(weights, rounding),
        tally.houses().revision(),
        tally.list(weights, rounding));
  }

  /**
   * A planner's numbers of all grids of a partition, counted from nothing: for checks of rules,
   * never for an answer to those who may not see counts by house.
   */
  public List<GridNumbers> count(long planId, GridPartition partition) {
    return GridStatistics.of(partition, houses.get(planId, HouseCounts.Reader.PLANNER))
        .list(weights(planId), Rounding.EXACT);
  }

  /** Numbers of all grids of the partition that a plan began from, exact or in tens. */
  List<GridNumbers> base(long planId, GridPartition base, boolean exact) {
    HouseCounts.Reader reader = exact ? HouseCounts.Reader.PLANNER : HouseCounts.Reader.OTHER;
    return GridStatistics.of(base, houses.get(planId, reader))
        .list(weights(planId), rounding(exact));
  }

  /** The houses of a plan's area as a planner is told of them. */
  HouseTable houses(long planId) {
    return houses.get(planId, HouseCounts.Reader.PLANNER);
  }

  private GridStatistics tally(long planId, long seq, GridPartition partition, boolean exact) {
    HouseCounts.Reader reader = exact ? HouseCounts.Reader.PLANNER : HouseCounts.Reader.OTHER;
    Key key = new Key(planId, reader);
    HouseTable table = houses.get(planId, reader);
    Kept kept = tallies.getIfPresent(key);
    boolean useful =
        kept != null
            && kept.tally().houses() == table
            && kept.seq() <= seq
            && seq - kept.seq() <= MOST_BEHIND;
    GridStatistics tally;
    if (kept == null || !useful) {
      tally = GridStatistics.of(partition, table);
    } else if (kept.seq() == seq) {
      return kept.tally();
    } else {
      List<Change> changes =
          log.listAfter(planId, kept.seq()).stream()
              .filter(entry -> entry.seq() <= seq)
              .map(LogEntry::change)
              .toList();
      tally = kept.tally().after(changes, partition);
    }
    // Somebody may ask for a state that has passed: the latest one stays.
    tallies
        .asMap()
        .merge(
            key,
            new Kept(seq, tally),
            (old, fresh) -> old.tally().houses() == table && old.seq() > fresh.seq() ? old : fresh);
    return tally;
  }

  private static Rounding rounding(boolean exact) {
    return exact ? Rounding.EXACT : Rounding.TENS;
  }

  /** The weights of a plan. */
  Weights weights(long planId) {
    return json.readValue(
        jdbc.sql("SELECT weights::text FROM plan WHERE id = ?")
            .param(planId)
            .query(String.class)
            .single(),
        Weights.class);
  }

  /** Stores the weights of a plan that the transaction holds. */
  void setWeights(long planId, Weights weights) {
    jdbc.sql("UPDATE plan SET weights = CAST(? AS jsonb) WHERE id = ?")
        .params(json.writeValueAsString(weights), planId)
        .update();
  }
}
