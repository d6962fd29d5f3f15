package org.gridmap.backend.statistics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.land.PublishedDivisions;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.statistics.GridForest.Node;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts of grids that are not in force today. Two divisions of the same houses would give the
 * people of the houses between two borders as a difference. So a count of another day is shown to
 * those alone who answer for all of its houses or (households and residents) plan the area, and
 * otherwise only where a grid in force holds exactly the same houses and its own count is shown.
 */
@Service
public class PastCounts {
  private static final SqlFile HOUSES = SqlFile.of(PastCounts.class, "past-houses.sql");
  private static final Set<String> EXACT_FOR_PLANNERS = Set.of("households", "residents");
  private static final int MOST = 16;

  private final Aggregates aggregates;
  private final PublishedDivisions divisions;
  private final Scope scope;
  private final JdbcClient job;
  private final TransactionTemplate jobTransactions;
  private final Cache<Key, Past> kept = Caffeine.newBuilder().maximumSize(MOST).build();

  PastCounts(
      Aggregates aggregates,
      PublishedDivisions divisions,
      Scope scope,
      @JobPool JdbcClient job,
      @JobPool TransactionTemplate jobTransactions) {
    this.aggregates = aggregates;
    this.divisions = divisions;
    this.scope = scope;
    this.job = job;
    this.jobTransactions = jobTransactions;
  }

  /**
   * Counts, and the grids of which a reader may see them.
   *
   * @param shown numbers of grids
   * @param values count of a grid
   * @param rounded whether that is told in tens
   */
  record View(
      CountSnapshot counts,
      Set<Long> shown,
      ToLongFunction<Node> values,
      Predicate<Node> rounded) {}

  /** The counts of the grids in force now: of one's own as they are, of others by steps. */
  Function<String, View> now(Set<Long> answeredFor) {
    Set<Long> leaves = Set.copyOf(answeredFor);
    CountSnapshot stepped = aggregates.stepped();
    CountSnapshot own = leaves.isEmpty() ? stepped : aggregates.snapshot();
    Function<Node, CountSnapshot> of =
        node -> node.within(leaves) && own.forest().byId().containsKey(node.id()) ? own : stepped;
    return measure ->
        new View(
            stepped,
            stepped.shown(measure, leaves),
            node -> of.apply(node).count(measure, node.id()),
            node -> of.apply(node).isCoarse(measure, node.id()));
  }

  /**
   * All residents of the divisions in force, as the caller may see them; null if there are none
   * that he may.
   *
   * @param moment of which the divisions are; null for now
   */
  public @Nullable Long tellRoots(@Nullable Instant moment) {
    View view =
        moment == null
            ? now(scope.leaves()).apply(CountSnapshot.RESIDENTS)
            : view(CountSnapshot.RESIDENTS, moment, scope.leaves());
    return view.counts().forest().nodes().stream()
        .filter(node -> node.parent() == null && view.shown().contains(node.id()))
        .map(view.values()::applyAsLong)
        .reduce(Long::sum)
        .orElse(null);
  }

  private record Key(List<Long> divisions, long revision) {}

  /**
   * How a grid of another day lies in those of today.
   *
   * @param sameAs number of a grid in force with exactly the same houses; null if there is none
   * @param leaves leaf grids in force that hold its houses
   * @param everyHouse whether all its houses lie in one of these
   */
  private record Place(@Nullable Long sameAs, Set<Long> leaves, boolean everyHouse) {}

  private record Past(CountSnapshot counts, Map<Long, Place> places, Map<Long, String> roots) {}

  /** The counts of the grids in force at a moment. */
  View view(String measure, Instant moment, Set<Long> leaves) {
    CountSnapshot now = aggregates.stepped();
    List<Long> then = divisions.listInForce(moment);
    Past past =
        Objects.requireNonNull(kept.get(new Key(then, now.revision()), key -> read(moment, then)));
    int least =
        aggregates.listMeasures().stream()
            .filter(one -> one.code().equals(measure))
            .mapToInt(Measure::least)
            .findFirst()
            .orElse(Measure.LEAST);
    Set<Long> shownNow = now.shown(measure, leaves);
    Map<String, Boolean> planned = new HashMap<>();
    Set<Long> shown = new HashSet<>();
    for (Node node : past.counts().forest().nodes()) {
      Place place = past.places().get(node.id());
      boolean answersForAll =
          place != null && place.everyHouse() && leaves.containsAll(place.leaves());
      boolean sameToday =
          place != null && place.sameAs() != null && shownNow.contains(place.sameAs());
      if (least == 0
          || answersForAll
          || sameToday
          || (EXACT_FOR_PLANNERS.contains(measure)
              && planned.computeIfAbsent(
                  past.roots().getOrDefault(node.id(), ""),
                  root -> scope.containsArea(root, Right.PLANS)))) {
        shown.add(node.id());
      }
    }
    return new View(
        past.counts(),
        shown,
        node -> {
          Place place = past.places().get(node.id());
          // By steps like the grid in force, although this may have been read in between.
          return place != null && place.sameAs() != null
              ? now.count(measure, place.sameAs())
              : past.counts().count(measure, node.id());
        },
        node -> {
          Place place = past.places().get(node.id());
          return place != null && place.sameAs() != null && now.isCoarse(measure, place.sameAs());
        });
  }

  private Past read(Instant moment, List<Long> then) {
    OffsetDateTime at = moment.atOffset(ZoneOffset.UTC);
    Map<Long, Place> places = new HashMap<>();
    Map<Long, String> roots = new HashMap<>();
    jobTransactions.executeWithoutResult(status -> {
      HOUSES
          .on(job)
          .param("divisions", then.toArray(Long[]::new))
          .query(row -> {
            Set<Long> leaves = new HashSet<>();
            if (row.getArray("leaves").getArray() instanceof Long[] found) {
              leaves.addAll(List.of(found));
            }
            places.put(
                row.getLong("grid_id"),
                new Place(
                    row.getObject("same_as", Long.class), leaves, row.getBoolean("every_house")));
          });
      job.sql(
              "SELECT g.id, d.root_code FROM grid g JOIN division d ON d.id = g.division_id WHERE d.id ="
                  + " ANY (?)")
          .param(then.toArray(Long[]::new))
          .query(row -> {
            roots.put(row.getLong(1), row.getString(2));
          });
    });
    return new Past(aggregates.snapshot(at), places, roots);
  }
}
