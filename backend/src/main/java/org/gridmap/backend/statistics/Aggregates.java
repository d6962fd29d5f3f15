package org.gridmap.backend.statistics;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.gridmap.backend.live.Revision;
import org.gridmap.backend.register.HouseCounters;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.statistics.GridForest.Node;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The counts of all grids in force, read once for each revision. Read with the job role, because a
 * sum over a village is not inside any officer's scope; it reads counts by house, never people, and
 * every answer passes {@link Suppression} first.
 */
@Service
class Aggregates {
  private static final SqlFile GRIDS = SqlFile.of(Aggregates.class, "grids-in-force.sql");
  private static final SqlFile HOUSES = SqlFile.of(Aggregates.class, "house-tallies.sql");
  private static final SqlFile PLACES = SqlFile.of(Aggregates.class, "house-leaves.sql");

  private record StoredGrid(
      long id, long parentId, String code, String name, int level, GridKind kind) {}

  private static final RowMapper<StoredGrid> GRID = new RecordRowMapper<>(StoredGrid.class);

  private final JdbcClient job;
  private final TransactionTemplate jobTransactions;
  private final HouseCounters tallies;
  private final Revision map;
  private final DisclosedCounts toldPeople;
  private final Succession succession;
  private final CoarseHouses coarseHouses;
  private final List<MeasureSource> sources;
  private final List<Measure> measures;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable CountSnapshot kept;
  private volatile @Nullable Step step;
  private volatile @Nullable Living living;

  Aggregates(
      @JobPool JdbcClient job,
      @JobPool TransactionTemplate jobTransactions,
      HouseCounters tallies,
      Revision map,
      DisclosedCounts toldPeople,
      Succession succession,
      CoarseHouses coarseHouses,
      List<MeasureSource> sources) {
    this.job = job;
    this.jobTransactions = jobTransactions;
    this.tallies = tallies;
    this.map = map;
    this.toldPeople = toldPeople;
    this.succession = succession;
    this.coarseHouses = coarseHouses;
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
            jobTransactions.execute(status -> {
              Map<Long, Long> leafOf = leafOf(null);
              return read(
                  revision, null, leafOf, living(peopleNow, leafOf), CountSnapshot.Coarse.NONE);
            });
        kept = known;
      }
      return Objects.requireNonNull(known);
    } finally {
      reading.unlock();
    }
  }

  /** What those are told who do not answer for the people, and of which state it is. */
  private record Step(
      CountSnapshot counts, Map<Long, long[]> byHouse, long mapAndSources, long register) {
    boolean is(long mapAndSourcesNow, long registerNow) {
      return mapAndSources == mapAndSourcesNow && register == registerNow;
    }
  }

  /**
   * The counts as those are told who do not answer for the people: the people of a leaf grid move
   * as {@link LeafPopulation#follow} says, so that the difference of two readings is never that of
   * one resident, whether somebody came, a house moved or a border. Grids whose houses are others
   * than those of the grids before them are told coarsely, as in plans; see {@link Succession}.
   */
  CountSnapshot stepped() {
    return step().counts();
  }

  /** The people whom {@link #stepped} counts, by house; another object after each step. */
  Map<Long, long[]> told() {
    return step().byHouse();
  }

  private Step step() {
    long rest = map.current() + sources();
    long register = tallies.revision();
    Step known = step;
    if (known != null && known.is(rest, register)) {
      return known;
    }
    reading.lock();
    try {
      known = step;
      if (known == null || !known.is(rest, register)) {
        known = Objects.requireNonNull(jobTransactions.execute(status -> step(rest, register)));
        step = known;
      }
      return known;
    } finally {
      reading.unlock();
    }
  }

  private Step step(long rest, long register) {
    Map<Long, Long> leafOf = leafOf(null);
    Succession.InForce turned = succession.inForce();
    LeafPopulation told = toldPeople.step(living(register, leafOf), leafOf, turned.heirs());
    Map<Long, long[]> byHouse = told.byHouse(leafOf);
    CountSnapshot counts =
        read(rest + register, null, leafOf, told, coarse(turned.coarse(), leafOf, byHouse));
    return new Step(counts, byHouse, rest, register);
  }

  /**
   * What is told of grids whose exact counts beside those of their predecessors would tell more.
   */
  private CountSnapshot.Coarse coarse(
      Set<Long> grids, Map<Long, Long> leafOf, Map<Long, long[]> byHouse) {
    if (grids.isEmpty()) {
      return CountSnapshot.Coarse.NONE;
    }
    CoarseCells cells = coarseHouses.cells();
    Map<String, Map<Long, Long>> leaves = new HashMap<>();
    for (int i = 0; i < LeafPopulation.WIDTH; i++) {
      Measure measure = CountSnapshot.PEOPLE.get(i);
      int column = i;
      if (measure.least() > 0) {
        leaves.put(
            measure.code(),
            sums(
                cells.tell(
                    measure.code(),
                    place -> (int) byHouse.getOrDefault(place.id(), LeafPopulation.NONE)[column]),
                leafOf));
      }
    }
    return new CountSnapshot.Coarse(grids, leaves);
  }

  private static Map<Long, Long> sums(Map<Long, ? extends Number> houses, Map<Long, Long> leafOf) {
    Map<Long, Long> leaves = new HashMap<>();
    houses.forEach((house, count) -> {
      Long leaf = leafOf.get(house);
      if (leaf != null) {
        leaves.merge(leaf, count.longValue(), Long::sum);
      }
    });
    return leaves;
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
        jobTransactions.execute(status -> {
          Map<Long, Long> leafOf = leafOf(at);
          return read(revision, at, leafOf, living(peopleNow, leafOf), CountSnapshot.Coarse.NONE);
        }));
  }

  /** Counts of each house at one revision of the register. */
  private record Living(long revision, Map<Long, long[]> byHouse) {}

  /** The people in the houses, read once for each revision of the register. */
  private LeafPopulation living(long revision, Map<Long, Long> leafOf) {
    Living known = living;
    if (known == null || known.revision() != revision) {
      Map<Long, long[]> byHouse = new HashMap<>();
      HOUSES
          .on(job)
          .query(row -> {
            long[] counts = new long[LeafPopulation.WIDTH];
            for (int i = 0; i < counts.length; i++) {
              String measure = CountSnapshot.PEOPLE.get(i).code();
              // Houses are no people: they are counted as they stand.
              counts[i] = measure.equals(CountSnapshot.HOUSES) ? 0 : row.getLong(column(measure));
            }
            byHouse.put(row.getLong("house_id"), counts);
          });
      known = new Living(revision, byHouse);
      living = known;
    }
    return LeafPopulation.of(known.byHouse(), leafOf);
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
      long revision,
      @Nullable OffsetDateTime at,
      Map<Long, Long> leafOf,
      LeafPopulation people,
      CountSnapshot.Coarse coarse) {
    Map<Long, Node> nodes = new HashMap<>();
    List<Node> ordered = new ArrayList<>();
    List<StoredGrid> grids =
        GRIDS.on(job).param("at", at, Types.TIMESTAMP_WITH_TIMEZONE).query(GRID).list();
    for (StoredGrid grid : grids) {
      Node node =
          new Node(
              grid.id(),
              nodes.get(grid.parentId()),
              grid.code(),
              grid.name(),
              grid.level(),
              grid.kind());
      nodes.put(node.id(), node);
      ordered.add(node);
    }
    Map<String, Map<Long, Long>> counts = countPeople(leafOf, people);
    for (MeasureSource source : sources) {
      source.countByHouse().forEach((measure, houses) -> counts.put(measure, sums(houses, leafOf)));
    }
    return new CountSnapshot(revision, GridForest.of(ordered), measures, counts, coarse);
  }

  private static Map<String, Map<Long, Long>> countPeople(
      Map<Long, Long> leafOf, LeafPopulation people) {
    Map<String, Map<Long, Long>> counts = new HashMap<>();
    CountSnapshot.PEOPLE.forEach(measure -> counts.put(measure.code(), new HashMap<>()));
    for (long leaf : people.byLeaf().keySet()) {
      long[] sum = people.sum(leaf);
      for (int i = 0; i < sum.length; i++) {
        Objects.requireNonNull(counts.get(CountSnapshot.PEOPLE.get(i).code())).put(leaf, sum[i]);
      }
    }
    Map<Long, Long> houses = new HashMap<>();
    leafOf.values().forEach(leaf -> houses.merge(leaf, 1L, Long::sum));
    counts.put(CountSnapshot.HOUSES, houses);
    return counts;
  }

  private static String column(String measure) {
    return measure.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
