package org.gridmap.backend.aggregate;

import java.sql.Types;
import java.time.OffsetDateTime;
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
  private static final SqlFile HOUSES = SqlFile.of(Aggregates.class, "house-tallies.sql");
  private static final SqlFile PLACES = SqlFile.of(Aggregates.class, "house-leaves.sql");

  private final JdbcClient job;
  private final TransactionTemplate jobTransactions;
  private final HouseTallies tallies;
  private final Revision map;
  private final List<MeasureSource> sources;
  private final List<Measure> measures;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable CountSnapshot kept;
  private volatile @Nullable Step step;
  private volatile @Nullable People people;

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
    long peopleNow = tallies.revision();
    long revision = map.current() + sources() + peopleNow;
    CountSnapshot known = kept;
    if (known != null && known.revision() == revision) {
      return known;
    }
    reading.lock();
    try {
      known = kept;
      if (known == null || known.revision() != revision) {
        known =
            jobTransactions.execute(
                status -> read(revision, null, leafOf(null), people(peopleNow)));
        kept = known;
      }
      return Objects.requireNonNull(known);
    } finally {
      reading.unlock();
    }
  }

  /** What those are told who do not answer for the people, and of which state it is. */
  private record Step(CountSnapshot counts, People people, long rest) {
    boolean is(long restNow, long peopleNow) {
      return rest == restNow && people.revision() == peopleNow;
    }
  }

  /**
   * The counts as those are told who do not answer for the people: the people of a leaf grid move
   * as {@link People#follow} says, so that the difference of two readings is never that of one
   * resident. The grids and what else is in them follow at once, with the same people in the
   * houses: otherwise a change of the map would let the last resident through.
   */
  CountSnapshot stepped() {
    return step().counts();
  }

  /** The people whom {@link #stepped} counts. */
  People told() {
    return step().people();
  }

  private Step step() {
    long restNow = map.current() + sources();
    long peopleNow = tallies.revision();
    Step known = step;
    if (known != null && known.is(restNow, peopleNow)) {
      return known;
    }
    reading.lock();
    try {
      Step before = step;
      if (before != null && before.is(restNow, peopleNow)) {
        return before;
      }
      Step next =
          Objects.requireNonNull(
              jobTransactions.execute(status -> {
                Map<Long, Long> leafOf = leafOf(null);
                People now = people(peopleNow);
                People told = before == null ? now : before.people().follow(now, leafOf);
                return new Step(read(restNow + told.revision(), null, leafOf, told), told, restNow);
              }));
      step = next;
      return next;
    } finally {
      reading.unlock();
    }
  }

  private long sources() {
    return sources.stream().mapToLong(MeasureSource::revision).sum();
  }

  /**
   * Today's counts of the houses of other divisions: those in force at a moment. What of them may
   * be shown is for {@link PastCounts} to say.
   */
  CountSnapshot snapshot(OffsetDateTime at) {
    long peopleNow = tallies.revision();
    long revision = map.current() + sources() + peopleNow;
    return Objects.requireNonNull(
        jobTransactions.execute(status -> read(revision, at, leafOf(at), people(peopleNow))));
  }

  /** The people in the houses, read once for each revision of the register. */
  private People people(long revision) {
    People known = people;
    if (known == null || known.revision() != revision) {
      Map<Long, long[]> byHouse = new HashMap<>();
      HOUSES
          .on(job)
          .query(row -> {
            long[] counts = new long[CountSnapshot.PEOPLE.size()];
            for (int i = 0; i < counts.length; i++) {
              String measure = CountSnapshot.PEOPLE.get(i).code();
              counts[i] = measure.equals("houses") ? 1 : row.getLong(column(measure));
            }
            byHouse.put(row.getLong("house_id"), counts);
          });
      known = new People(revision, byHouse);
      people = known;
    }
    return known;
  }

  /** The leaf grid of each house. */
  private Map<Long, Long> leafOf(@Nullable OffsetDateTime at) {
    Map<Long, Long> leafOf = new HashMap<>();
    PLACES
        .on(job)
        .param("at", at, Types.TIMESTAMP_WITH_TIMEZONE)
        .query(row -> {
          leafOf.put(row.getLong("house_id"), row.getLong("grid_id"));
        });
    return leafOf;
  }

  private CountSnapshot read(
      long revision, @Nullable OffsetDateTime at, Map<Long, Long> leafOf, People living) {
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
    Map<String, Map<Long, Long>> counts = countPeople(leafOf, living);
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
    return new CountSnapshot(revision, GridForest.of(ordered), measures, counts);
  }

  private static Map<String, Map<Long, Long>> countPeople(Map<Long, Long> leafOf, People living) {
    int width = CountSnapshot.PEOPLE.size();
    Map<Long, long[]> leaves = new HashMap<>();
    leafOf.forEach((house, leaf) -> {
      long[] sum = leaves.computeIfAbsent(leaf, id -> new long[width]);
      long[] one = living.of(house);
      for (int i = 0; i < width; i++) {
        sum[i] += one[i];
      }
    });
    Map<String, Map<Long, Long>> counts = new HashMap<>();
    for (int i = 0; i < width; i++) {
      Map<Long, Long> ofMeasure = new HashMap<>();
      int place = i;
      leaves.forEach((leaf, sum) -> ofMeasure.put(leaf, sum[place]));
      counts.put(CountSnapshot.PEOPLE.get(i).code(), ofMeasure);
    }
    return counts;
  }

  private static String column(String measure) {
    return measure.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
