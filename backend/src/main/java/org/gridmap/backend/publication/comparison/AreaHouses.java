package org.gridmap.backend.publication.comparison;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.statistics.HouseCounts;
import org.gridmap.backend.statistics.MeasureSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Houses of a piece of land with their counts. Read by the job, never from people: what of them a
 * reader is told decides {@link HouseCounts}.
 */
@Component
public class AreaHouses {
  private static final SqlFile HOUSES = SqlFile.of(AreaHouses.class, "area-houses.sql");

  private final JdbcClient job;
  private final TransactionTemplate transactions;
  private final List<MeasureSource> sources;
  private final HouseCounts people;

  AreaHouses(
      @JobPool JdbcClient job,
      @JobPool TransactionTemplate transactions,
      List<MeasureSource> sources,
      HouseCounts people) {
    this.job = job;
    this.transactions = transactions;
    this.sources = sources;
    this.people = people;
  }

  /**
   * One house.
   *
   * @param entrance degrees, longitude first
   * @param rentals let units
   * @param careNeeds people in need of care
   */
  public record AreaHouse(
      long id,
      String number,
      String address,
      Coordinate entrance,
      int households,
      int residents,
      int enterprises,
      int rentals,
      int careNeeds) {}

  /**
   * The houses with their entrance in a box, by number.
   *
   * @param planner whether who is told plans the area
   */
  public Map<Long, AreaHouse> list(Envelope box, boolean planner) {
    if (box.isNull()) {
      return Map.of();
    }
    Map<Long, Long> enterprises = counts("enterprises");
    Map<Long, Long> rentals = counts("rentals");
    HouseCounts.View told =
        people.view(planner ? HouseCounts.Reader.PLANNER : HouseCounts.Reader.OTHER);
    Map<Long, AreaHouse> houses = new LinkedHashMap<>();
    transactions.executeWithoutResult(status ->
        HOUSES
            .on(job)
            .param("west", box.getMinX())
            .param("south", box.getMinY())
            .param("east", box.getMaxX())
            .param("north", box.getMaxY())
            .query(row -> {
              long id = row.getLong("id");
              houses.put(
                  id,
                  new AreaHouse(
                      id,
                      row.getString("number"),
                      row.getString("address"),
                      new Coordinate(row.getDouble("lon"), row.getDouble("lat")),
                      told.of(id).households(),
                      told.of(id).residents(),
                      enterprises.getOrDefault(id, 0L).intValue(),
                      rentals.getOrDefault(id, 0L).intValue(),
                      told.of(id).careNeeds()));
            }));
    return houses;
  }

  private Map<Long, Long> counts(String measure) {
    Map<Long, Long> counts = new HashMap<>();
    for (MeasureSource source : sources) {
      if (source.listMeasures().stream().anyMatch(one -> one.code().equals(measure))) {
        source.countByHouse().getOrDefault(measure, Map.of()).forEach(counts::put);
      }
    }
    return counts;
  }
}
