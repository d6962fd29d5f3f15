package org.gridmap.backend.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gridmap.backend.sql.JobPool;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores the counts of people that were disclosed last, so that a restarted server and other
 * servers go on from them.
 */
@Component
class DisclosedCounts {
  private final JdbcClient job;
  private volatile @Nullable Known known;

  private record Known(UUID mark, LeafPopulation people) {}

  /** A house counted in a leaf grid, and its counts as text; null if it is counted no more. */
  private record Change(long grid, long house, @Nullable String counts) {}

  DisclosedCounts(@JobPool JdbcClient job) {
    this.job = job;
  }

  /**
   * Makes the next step in the transaction of the caller; one server at a time.
   *
   * @param now what is true
   * @param leafOf the leaf grid of each house now
   * @param heirs as {@link LeafPopulation#in} takes them
   */
  LeafPopulation step(LeafPopulation now, Map<Long, Long> leafOf, Map<Long, Long> heirs) {
    UUID mark = job.sql("SELECT mark FROM person.told_state FOR UPDATE").query(UUID.class).single();
    Known before = known;
    // A transaction that was rolled back left a mark here that the database never had.
    LeafPopulation told = before != null && before.mark().equals(mark) ? before.people() : load();
    LeafPopulation next = told.in(leafOf, heirs).follow(now);
    List<Change> changes = changes(told, next);
    if (changes.isEmpty()) {
      known = new Known(mark, told);
      return told;
    }
    UUID newMark = UUID.randomUUID();
    store(changes);
    job.sql("UPDATE person.told_state SET mark = ?").param(newMark).update();
    known = new Known(newMark, next);
    return next;
  }

  private LeafPopulation load() {
    Map<Long, Map<Long, long[]>> byLeaf = new HashMap<>();
    job.sql("SELECT grid_id, house_id, counts FROM person.told_tally WHERE cardinality(counts) = ?")
        .param(LeafPopulation.WIDTH)
        .query(row -> {
          long[] counts = new long[LeafPopulation.WIDTH];
          if (row.getArray("counts").getArray() instanceof Integer[] stored) {
            Arrays.setAll(counts, i -> stored[i]);
          }
          byLeaf
              .computeIfAbsent(row.getLong("grid_id"), id -> new HashMap<>())
              .put(row.getLong("house_id"), counts);
        });
    return new LeafPopulation(byLeaf);
  }

  private static List<Change> changes(LeafPopulation before, LeafPopulation after) {
    List<Change> changes = new ArrayList<>();
    before
        .byLeaf()
        .forEach((leaf, houses) -> {
          Map<Long, long[]> still = after.byLeaf().getOrDefault(leaf, Map.of());
          houses.keySet().stream()
              .filter(house -> !still.containsKey(house))
              .forEach(house -> changes.add(new Change(leaf, house, null)));
        });
    after
        .byLeaf()
        .forEach((leaf, houses) ->
            houses.forEach((house, counts) -> {
              if (!Arrays.equals(counts, before.of(leaf, house))) {
                String text =
                    Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(","));
                changes.add(new Change(leaf, house, "{" + text + "}"));
              }
            }));
    return changes;
  }

  private void store(List<Change> changes) {
    Long[] grids = changes.stream().map(Change::grid).toArray(Long[]::new);
    Long[] houses = changes.stream().map(Change::house).toArray(Long[]::new);
    String[] counts = changes.stream().map(Change::counts).toArray(String[]::new);
    job.sql(
            """
            DELETE FROM person.told_tally t USING unnest(:grids, :houses) AS c (grid_id, house_id)
            WHERE t.grid_id = c.grid_id AND t.house_id = c.house_id
            """)
        .param("grids", grids)
        .param("houses", houses)
        .update();
    job.sql(
            """
            INSERT INTO person.told_tally (grid_id, house_id, counts)
            SELECT grid_id, house_id, counts::integer[]
            FROM unnest(:grids, :houses, :counts) AS c (grid_id, house_id, counts) WHERE counts IS NOT NULL
            """)
        .param("grids", grids)
        .param("houses", houses)
        .param("counts", counts)
        .update();
  }
}
