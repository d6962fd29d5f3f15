package org.gridmap.backend.land;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Grids of the divisions in force, found by what other modules know of them. */
@Service
@Transactional(readOnly = true)
public class GridsInForce {
  private static final int VILLAGE_DIGITS = 12;

  /** Codes that begin with that of a village. */
  private static final Pattern OF_A_VILLAGE = Pattern.compile("[0-9]{12}([0-9]{3})?");

  private static final SqlFile BY_ID = SqlFile.of(GridsInForce.class, "grid-in-force-by-id.sql");
  private static final SqlFile BY_CODE =
      SqlFile.of(GridsInForce.class, "grid-in-force-by-code.sql");
  private static final SqlFile OF_CODE =
      SqlFile.of(GridsInForce.class, "grids-in-force-of-code.sql");
  private static final SqlFile LEAF_AT = SqlFile.of(GridsInForce.class, "grid-in-force-at.sql");
  private static final SqlFile NEAR = SqlFile.of(GridsInForce.class, "grids-in-force-near.sql");
  private static final SqlFile NEAR_ALL =
      SqlFile.of(GridsInForce.class, "grids-in-force-near-all.sql");
  private static final SqlFile TREE = SqlFile.of(GridsInForce.class, "grids-in-force-tree.sql");
  private static final SqlFile CODES = SqlFile.of(GridsInForce.class, "grids-in-force-codes.sql");
  private static final RowMapper<GridInForce> GRID = new RecordRowMapper<>(GridInForce.class);

  private final JdbcClient jdbc;

  GridsInForce(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A grid of a division in force.
   *
   * @param id its number, which ends with the division
   * @param code its code, which does not
   * @param level 1 for the root
   * @param leaf whether no smaller grids lie in it
   * @param rootCode code of the area that the division divides
   */
  public record GridInForce(
      long id, String code, String name, int level, boolean leaf, String rootCode) {
    /**
     * Code of the village in which it lies, where the area is a county, a town or a zone of many
     * and the code says so; else that of the area.
     */
    public String villageCode() {
      boolean above = rootCode.length() < VILLAGE_DIGITS && code.startsWith(rootCode);
      return above && OF_A_VILLAGE.matcher(code).matches()
          ? code.substring(0, VILLAGE_DIGITS)
          : rootCode;
    }
  }

  /**
   * A grid in force with its place in the tree.
   *
   * @param id its number
   * @param parentId the grid around it; null for a root
   * @param code its code
   * @param name its name
   * @param level 1 for a root
   * @param leaf whether no smaller grids lie in it
   */
  public record GridNode(
      long id, @Nullable Long parentId, String code, String name, int level, boolean leaf) {}

  private static final RowMapper<GridNode> NODE = new RecordRowMapper<>(GridNode.class);

  /** The grid with a number. */
  public Optional<GridInForce> find(long id) {
    return BY_ID.on(jdbc).param("id", id).query(GRID).optional();
  }

  /**
   * The grids that a code means today, by code: the one that bears it, else those that replaced it.
   */
  public List<GridInForce> listByCode(String code) {
    return OF_CODE.on(jdbc).param("code", code).query(GRID).list();
  }

  /** The grid that bears a code today. */
  public Optional<GridInForce> findByCode(String code) {
    return BY_CODE.on(jdbc).param("code", code).query(GRID).optional();
  }

  /**
   * The leaf grid at a place; on a shared border the one with the lowest code.
   *
   * @param longitude degrees, -180 to 180
   * @param latitude degrees, -90 to 90
   */
  public Optional<GridInForce> findLeaf(double longitude, double latitude) {
    return LEAF_AT
        .on(jdbc)
        .param("longitude", longitude)
        .param("latitude", latitude)
        .query(GRID)
        .optional();
  }

  /**
   * A leaf grid in or near which a place lies.
   *
   * @param grid the grid
   * @param holds whether the place lies in it or on its border
   */
  public record NearLeaf(GridInForce grid, boolean holds) {}

  /**
   * The leaf grids in or near which a place lies, by code.
   *
   * @param place degrees, longitude first
   * @param metres how far at most
   */
  public List<NearLeaf> listLeavesNear(Coordinate place, double metres) {
    return NEAR.on(jdbc)
        .param("longitude", place.x)
        .param("latitude", place.y)
        .param("metres", metres)
        .query(GridsInForce::nearLeaf)
        .list();
  }

  private static NearLeaf nearLeaf(ResultSet row, int number) throws SQLException {
    return new NearLeaf(GRID.mapRow(row, number), row.getBoolean("holds"));
  }

  /**
   * As the one place, for many at once: those that lie in no grid and near none are left out.
   *
   * @param places degrees, longitude first, by any number
   * @param metres how far at most
   */
  public Map<Long, List<NearLeaf>> listLeavesNear(Map<Long, Coordinate> places, double metres) {
    Map<Long, List<NearLeaf>> near = new HashMap<>();
    NEAR_ALL
        .on(jdbc)
        .param("keys", places.keySet().toArray(Long[]::new))
        .param("longitudes", places.values().stream().map(one -> one.x).toArray(Double[]::new))
        .param("latitudes", places.values().stream().map(one -> one.y).toArray(Double[]::new))
        .param("metres", metres)
        .query(row -> {
          near.computeIfAbsent(row.getLong("key"), key -> new ArrayList<>())
              .add(nearLeaf(row, row.getRow()));
        });
    return near;
  }

  /**
   * The moment of the transaction, by the clock of the database, which all servers share; empty if
   * a division came into force since: what is asked here is answered by the one before it then.
   */
  public Optional<Instant> findMoment() {
    return jdbc.sql(
            """
            SELECT now() WHERE NOT EXISTS (
              SELECT FROM division
              WHERE status = 'PUBLISHED' AND lower(valid) > now() AND lower(valid) <= clock_timestamp())
            """)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  /**
   * Every grid in force at a moment, parents before their children.
   *
   * @param at null for now
   */
  public List<GridNode> listTree(@Nullable Instant at) {
    return TREE.on(jdbc).param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE).query(NODE).list();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }

  /**
   * Every code that meant one of some grids at a moment, their own and earlier ones, with the
   * number of that grid; of several the lowest.
   *
   * @param gridIds grids in force at that moment
   * @param at null for now
   */
  public Map<String, Long> codesOf(Collection<Long> gridIds, @Nullable Instant at) {
    Map<String, Long> grids = new HashMap<>();
    CODES
        .on(jdbc)
        .param("grids", gridIds.toArray(Long[]::new))
        .param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
        .query(row -> {
          grids.put(row.getString("code"), row.getLong("grid_id"));
        });
    return grids;
  }
}
