package org.gridmap.backend.aggregate;

import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.gridmap.backend.aggregate.GridForest.Node;
import org.gridmap.backend.resident.HouseTallies;
import org.gridmap.backend.revision.Revision;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The counts of all grids in force, read once for each revision. Read by the job, because a sum
 * over a village is not inside any officer's scope; it reads tallies of houses, never people, and
 * what goes out passes the suppression first.
 */
@Service
public class Aggregates {
  private static final SqlFile GRIDS = SqlFile.of(Aggregates.class, "grids-in-force.sql");
  private static final SqlFile LEAVES = SqlFile.of(Aggregates.class, "leaf-counts.sql");
  private static final SqlFile PLACES = SqlFile.of(Aggregates.class, "house-leaves.sql");

  /** Fewer changes of the register than this move nothing that is told to others. */
  static final int CHANGES_OF_A_STEP = 5;

  private final JdbcClient job;
  private final TransactionTemplate jobTransactions;
  private final HouseTallies tallies;
  private final Revision map;
  private final List<MeasureSource> sources;
  private final List<Measure> measures;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable CountSnapshot kept;
  private volatile @Nullable Step step;

  Aggregates(
      @JobPool JdbcClient job,
      @JobPool TransactionTemplate jobTransactions,
      HouseTallies tallies,
      Revision map,
      List<MeasureSource> sources) {
    this.job = job;
    this.jobTransactions = jobTransactions;
    this.tallies = tallies;
    this.map = map;
    this.sources = sources;
    List<Measure> all = new ArrayList<>(CountSnapshot.PEOPLE);
    sources.forEach(source -> all.addAll(source.listMeasures()));
    if (all.stream().map(Measure::code).distinct().count() != all.size()) {
      throw new IllegalStateException("two measures have one code");
    }
    this.measures = List.copyOf(all);
  }

  /** Everything that is counted. */
  public List<Measure> listMeasures() {
    return measures;
  }

  /**
   * A count of a grid in force without suppression: for those who answer for its people and for the
   * work of the server, never for an answer to others.
   */
  public long count(String measure, long grid) {
    return snapshot().count(measure, grid);
  }

  /** The counts as they are now. */
  CountSnapshot snapshot() {
    // Before the counts: what is read then is at least as new as its number says.
    long revision = revision();
    CountSnapshot known = kept;
    if (known != null && known.revision() == revision) {
      return known;
    }
    reading.lock();
    try {
      known = kept;
      if (known == null || known.revision() != revision) {
        known = jobTransactions.execute(status -> read(revision, null));
        kept = known;
      }
      return Objects.requireNonNull(known);
    } finally {
      reading.unlock();
    }
  }

  /** What those are told who do not answer for the people; and how long it stays so. */
  private record Step(CountSnapshot counts, long map, long changes, LocalDate day) {
    boolean holds(long mapNow, long changesNow, LocalDate today) {
      return map == mapNow
          && day.equals(today)
          && Math.abs(changesNow - changes) < CHANGES_OF_A_STEP;
    }
  }

  /**
   * The counts as those are told who do not answer for the people: they move only when the map
   * changed, a day began, or the register changed {@value #CHANGES_OF_A_STEP} times, so that the
   * difference of two readings is never that of one resident.
   */
  CountSnapshot stepped() {
    long mapNow = map.current();
    long changesNow = changes();
    LocalDate today = LocalDate.now(ZoneId.systemDefault());
    Step known = step;
    if (known != null && known.holds(mapNow, changesNow, today)) {
      return known.counts();
    }
    CountSnapshot counts = snapshot();
    reading.lock();
    try {
      known = step;
      if (known == null || !known.holds(mapNow, changesNow, today)) {
        known = new Step(counts, mapNow, changesNow, today);
        step = known;
      }
      return known.counts();
    } finally {
      reading.unlock();
    }
  }

  private long changes() {
    return tallies.revision() + sources.stream().mapToLong(MeasureSource::revision).sum();
  }

  /**
   * Today's counts of the houses of other divisions: those in force at a moment. What of them may
   * be shown is for {@link PastCounts} to say.
   */
  CountSnapshot snapshot(OffsetDateTime at) {
    long revision = revision();
    return Objects.requireNonNull(jobTransactions.execute(status -> read(revision, at)));
  }

  /** Each part only grows, so the sum is another one after each change. */
  long revision() {
    return map.current() + changes();
  }

  private CountSnapshot read(long revision, @Nullable OffsetDateTime at) {
    Map<Long, Node> nodes = new HashMap<>();
    List<Node> ordered =
        GRIDS
            .on(job)
            .param("at", at, Types.TIMESTAMP_WITH_TIMEZONE)
            .query((row, n) -> {
              Node node =
                  new Node(
                      row.getLong("id"),
                      nodes.get(row.getLong("parent_id")),
                      row.getString("code"),
                      row.getString("name"),
                      row.getInt("level"));
              nodes.put(node.id(), node);
              return node;
            })
            .list();
    Map<String, Map<Long, Long>> counts = new HashMap<>();
    LEAVES
        .on(job)
        .param("at", at, Types.TIMESTAMP_WITH_TIMEZONE)
        .query(row -> {
          long grid = row.getLong("grid_id");
          for (Measure measure : CountSnapshot.PEOPLE) {
            counts
                .computeIfAbsent(measure.code(), code -> new HashMap<>())
                .put(grid, row.getLong(column(measure.code())));
          }
        });
    if (!sources.isEmpty()) {
      countSources(counts, at);
    }
    return new CountSnapshot(revision, GridForest.of(ordered), measures, counts);
  }

  private void countSources(Map<String, Map<Long, Long>> counts, @Nullable OffsetDateTime at) {
    Map<Long, Long> leafOf = new HashMap<>();
    PLACES
        .on(job)
        .param("at", at, Types.TIMESTAMP_WITH_TIMEZONE)
        .query(row -> {
          leafOf.put(row.getLong("house_id"), row.getLong("grid_id"));
        });
    for (MeasureSource source : sources) {
      source
          .countByHouse()
          .forEach((measure, houses) -> {
            Map<Long, Long> leaves = counts.computeIfAbsent(measure, code -> new HashMap<>());
            houses.forEach((house, count) -> {
              Long leaf = leafOf.get(house);
              if (leaf != null) {
                leaves.merge(leaf, count, Long::sum);
              }
            });
          });
    }
  }

  private static String column(String measure) {
    return measure.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
