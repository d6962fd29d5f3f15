package org.gridmap.backend.statistics;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.gridmap.backend.live.Revision;
import org.gridmap.backend.register.HouseCounters;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts of people by house, as exact as the reader may see them. Plans, comparison and compliance
 * rules add up these numbers and no others, so that no plan, however it is drawn, has a sum that
 * discloses more.
 */
@Service
public class HouseCounts {
  private static final SqlFile HOUSES = SqlFile.of(HouseCounts.class, "house-tallies.sql");

  /** For whom counts are made. */
  public enum Reader {
    /** Plans the area: households and residents are exact, care is not. */
    PLANNER,
    /** Anybody else: nothing is exact. */
    OTHER
  }

  /** The disclosed counts of the people of one house. */
  public record HouseCount(int households, int residents, int careNeeds) {
    private static final HouseCount NOTHING = new HouseCount(0, 0, 0);
  }

  private record Known(
      String state, Map<Long, long[]> people, Map<Reader, Map<Long, HouseCount>> told) {
    boolean is(String stateNow, Map<Long, long[]> peopleNow) {
      return people == peopleNow && state.equals(stateNow);
    }
  }

  private final JdbcClient job;
  private final TransactionTemplate jobTransactions;
  private final HouseCounters tallies;
  private final Revision map;
  private final CoarseHouses houses;
  private final Aggregates aggregates;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Known kept;

  HouseCounts(
      @JobPool JdbcClient job,
      @JobPool TransactionTemplate jobTransactions,
      HouseCounters tallies,
      Revision map,
      CoarseHouses houses,
      Aggregates aggregates) {
    this.job = job;
    this.jobTransactions = jobTransactions;
    this.tallies = tallies;
    this.map = map;
    this.houses = houses;
    this.aggregates = aggregates;
  }

  /** What a reader is told of each house at one moment. */
  public static final class View {
    private final Map<Long, HouseCount> told;

    private View(Map<Long, HouseCount> told) {
      this.told = told;
    }

    /** Of one house; of an unknown one, nothing. */
    public HouseCount of(long house) {
      return told.getOrDefault(house, HouseCount.NOTHING);
    }
  }

  /** What a reader is told of each house now. */
  public View view(Reader reader) {
    // Before the counts: what is read then is at least as new as its state says.
    Map<Long, long[]> people = aggregates.told();
    String state = tallies.revision() + "-" + map.current();
    Known known = kept;
    if (known == null || !known.is(state, people)) {
      reading.lock();
      try {
        known = kept;
        if (known == null || !known.is(state, people)) {
          known =
              new Known(
                  state,
                  people,
                  Objects.requireNonNull(jobTransactions.execute(s -> read(people))));
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
  private Map<Reader, Map<Long, HouseCount>> read(Map<Long, long[]> people) {
    CoarseCells cells = houses.cells();
    Map<Long, Integer> households = tell(cells, "households", people);
    Map<Long, Integer> residents = tell(cells, CountSnapshot.RESIDENTS, people);
    Map<Long, Integer> care = tell(cells, "careNeeds", people);
    Map<Long, HouseCount> planner = new HashMap<>();
    Map<Long, HouseCount> other = new HashMap<>();
    care.forEach((id, careNeeds) -> {
      planner.put(id, new HouseCount(0, 0, careNeeds));
      other.put(
          id,
          new HouseCount(households.getOrDefault(id, 0), residents.getOrDefault(id, 0), careNeeds));
    });
    HOUSES
        .on(job)
        .query(row -> {
          long id = row.getLong("house_id");
          planner.put(
              id,
              new HouseCount(
                  row.getInt("households"), row.getInt("residents"), care.getOrDefault(id, 0)));
        });
    return Map.of(Reader.PLANNER, planner, Reader.OTHER, other);
  }

  private static Map<Long, Integer> tell(
      CoarseCells cells, String measure, Map<Long, long[]> people) {
    int column = CountSnapshot.PEOPLE.stream().map(Measure::code).toList().indexOf(measure);
    return cells.tell(
        measure, place -> (int) people.getOrDefault(place.id(), LeafPopulation.NONE)[column]);
  }
}
