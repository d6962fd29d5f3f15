package org.gridmap.backend.house;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds houses and the leaf grids that they lie in, for modules whose records belong to a house.
 */
@Service
@Transactional(readOnly = true)
public class HouseLocations {
  private static final SqlFile SITES = SqlFile.of(HouseLocations.class, "house-sites.sql");
  private static final RowMapper<HouseLocation> SITE = new RecordRowMapper<>(HouseLocation.class);

  private final JdbcClient jdbc;

  HouseLocations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A house and the leaf grid in force that it lies in.
   *
   * @param id number of the house
   * @param sourceId what its source calls it
   * @param entrance degrees, longitude first
   * @param gridId leaf grid; null if the house lies in no division in force
   * @param gridCode its code; null likewise
   * @param villageCode code of the area that is divided; null likewise
   */
  public record HouseLocation(
      long id,
      String sourceId,
      Coordinate entrance,
      @Nullable Long gridId,
      @Nullable String gridCode,
      @Nullable String villageCode) {}

  /** The site of a house. */
  public Optional<HouseLocation> find(long houseId) {
    return SITES.on(jdbc).param("id", houseId).param("source", null).query(SITE).optional();
  }

  /** Entrances of houses, degrees, longitude first; those that are gone are left out. */
  public Map<Long, Coordinate> listEntrances(Collection<Long> houseIds) {
    Map<Long, Coordinate> entrances = new HashMap<>();
    jdbc.sql(
            "SELECT id, ST_X(entrance) AS longitude, ST_Y(entrance) AS latitude FROM house WHERE id ="
                + " ANY (?)")
        .param(houseIds.toArray(Long[]::new))
        .query(row -> {
          entrances.put(
              row.getLong("id"),
              new Coordinate(row.getDouble("longitude"), row.getDouble("latitude")));
        });
    return entrances;
  }

  /** Houses of exactly that address, two at most: more than one is not a place. */
  public List<HouseLocation> listByAddress(String address) {
    return jdbc
        .sql("SELECT id FROM house WHERE address = ? AND address <> '' ORDER BY id LIMIT 2")
        .param(address)
        .query(SingleColumn::number)
        .list()
        .stream()
        .flatMap(id -> find(id).stream())
        .toList();
  }

  /** The houses of one source by what the source calls them; of several of one name the first. */
  public Map<String, HouseLocation> listBySource(String source) {
    Map<String, HouseLocation> sites = new LinkedHashMap<>();
    SITES
        .on(jdbc)
        .param("id", null)
        .param("source", source)
        .query(SITE)
        .list()
        .forEach(site -> sites.putIfAbsent(site.sourceId(), site));
    return sites;
  }
}
