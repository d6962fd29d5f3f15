package org.gridmap.backend.aggregate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.gridmap.backend.aggregate.CoarseCells.Place;
import org.gridmap.backend.cipher.KeyedDigest;
import org.gridmap.backend.resident.HouseTallies;
import org.gridmap.backend.revision.Revision;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What may be told of the people of a house to those who draw or judge borders. The one place that
 * decides it for plans, comparison and rules: each of them adds up these numbers and no others, so
 * no plan, however it is drawn, has a sum that tells more than they do.
 */
@Service
public class HouseCounts {
  private static final SqlFile HOUSES = SqlFile.of(HouseCounts.class, "house-counts.sql");
  private static final String PURPOSE = "coarse-counts";

  /** Who is told. */
  public enum Reader {
    /** Plans the area: households and residents are exact, care is not. */
    PLANNER,
    /** Anybody else: nothing is exact. */
    OTHER
  }

  /** What is told of the people of one house. */
  public record Told(int households, int residents, int careNeeds) {
    private static final Told NOTHING = new Told(0, 0, 0);
  }

  private record Known(String state, Map<Reader, Map<Long, Told>> told) {}

  private final JdbcClient job;
  private final TransactionTemplate jobTransactions;
  private final HouseTallies tallies;
  private final Revision map;
  private final KeyedDigest keyed;
  private final Aggregates aggregates;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Known kept;

  HouseCounts(
      @JobPool JdbcClient job,
      @JobPool TransactionTemplate jobTransactions,
      HouseTallies tallies,
      Revision map,
      KeyedDigest keyed,
      Aggregates aggregates) {
    this.job = job;
    this.jobTransactions = jobTransactions;
    this.tallies = tallies;
    this.map = map;
    this.keyed = keyed;
    this.aggregates = aggregates;
  }

  /** What a reader is told of each house at one moment. */
  public static final class View {
    private final Map<Long, Told> told;

    private View(Map<Long, Told> told) {
      this.told = told;
    }

    /** Of one house; of an unknown one, nothing. */
    public Told of(long house) {
      return told.getOrDefault(house, Told.NOTHING);
    }
  }

  /** What a reader is told of each house now. */
  public View view(Reader reader) {
    // Before the counts: what is read then is at least as new as its state says.
    People people = aggregates.told();
    String state = tallies.revision() + "-" + map.current() + "-" + people.revision();
    Known known = kept;
    if (known == null || !known.state().equals(state)) {
      reading.lock();
      try {
        known = kept;
        if (known == null || !known.state().equals(state)) {
          known =
              new Known(state, Objects.requireNonNull(jobTransactions.execute(s -> read(people))));
          kept = known;
        }
      } finally {
        reading.unlock();
      }
    }
    return new View(Objects.requireNonNull(known.told().get(reader)));
  }

  /**
   * @param people what is told coarsely: by steps like the grids in force, because a cell that
   *     moved with one resident would tell of him
   */
  private Map<Reader, Map<Long, Told>> read(People people) {
    Map<Long, Told> exact = new HashMap<>();
    List<Place> places =
        HOUSES
            .on(job)
            .query((row, n) -> {
              long id = row.getLong("id");
              exact.put(id, new Told(row.getInt("households"), row.getInt("residents"), 0));
              return new Place(
                  id,
                  row.getDouble("lon"),
                  row.getDouble("lat"),
                  row.getLong("living_square_metres"));
            })
            .list();
    CoarseCells cells = new CoarseCells(places, message -> keyed.of(PURPOSE, message));
    Map<Long, Integer> households = tell(cells, "households", people);
    Map<Long, Integer> residents = tell(cells, CountSnapshot.RESIDENTS, people);
    Map<Long, Integer> care = tell(cells, "careNeeds", people);
    Map<Long, Told> planner = new HashMap<>();
    Map<Long, Told> other = new HashMap<>();
    exact.forEach((id, told) -> {
      int careNeeds = care.getOrDefault(id, 0);
      planner.put(id, new Told(told.households(), told.residents(), careNeeds));
      other.put(
          id, new Told(households.getOrDefault(id, 0), residents.getOrDefault(id, 0), careNeeds));
    });
    return Map.of(Reader.PLANNER, planner, Reader.OTHER, other);
  }

  private static Map<Long, Integer> tell(CoarseCells cells, String measure, People people) {
    return cells.tell(measure, place -> (int) people.count(measure, place.id()));
  }
}
