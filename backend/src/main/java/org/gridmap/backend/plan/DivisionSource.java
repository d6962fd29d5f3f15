package org.gridmap.backend.plan;

import java.util.List;
import java.util.Optional;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a stored division as what a partition is built from. */
@Component
class DivisionSource {
  private static final RowMapper<PartitionGrid> GRID = new RecordRowMapper<>(PartitionGrid.class);

  private final JdbcClient jdbc;

  DivisionSource(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A division to begin a plan from.
   *
   * @param published whether it is or was in force, so that its borders must be exact
   */
  record Base(long id, String rootCode, boolean published, boolean synthetic, String attribution) {}

  Optional<Base> find(long divisionId) {
    return jdbc.sql(
            "SELECT id, root_code, status = 'PUBLISHED' AS published, synthetic, attribution FROM"
                + " division WHERE id = ?")
        .param(divisionId)
        .query(Base.class)
        .optional();
  }

  /**
   * Keeps a division from being called off until the transaction ends.
   *
   * @return whether it is there: whoever calls it off at this moment is waited for
   */
  boolean hold(long divisionId) {
    return jdbc.sql("SELECT id FROM division WHERE id = ? FOR KEY SHARE")
        .param(divisionId)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /** The grids of a division, parents first. */
  List<GridPartition.Source> list(long divisionId) {
    return jdbc.sql(
            """
            SELECT g.code, g.name, p.code AS parent_code, g.level_name, g.kind, g.leaf,
              CASE WHEN g.leaf THEN ST_AsBinary(g.geom) END AS geom
            FROM grid g LEFT JOIN grid p ON p.id = g.parent_id
            WHERE g.division_id = ? ORDER BY g.level, g.code
            """)
        .param(divisionId)
        .query((row, n) -> {
          byte[] outline = row.getBytes("geom");
          return new GridPartition.Source(
              GRID.mapRow(row, n),
              outline == null ? null : (MultiPolygon) StoredGeometry.ofWkb(outline));
        })
        .list();
  }

  /**
   * The outline that the leaves of an import must cover: that of its roots that have grids below.
   */
  @Nullable Geometry required(long divisionId) {
    List<Geometry> roots =
        jdbc.sql(
                "SELECT geom FROM grid WHERE division_id = ? AND level = 1 AND NOT leaf"
                    + " ORDER BY code")
            .param(divisionId)
            .query(StoredGeometry::get)
            .list();
    return roots.size() == 1 && roots.getFirst().isValid() ? roots.getFirst() : null;
  }
}
