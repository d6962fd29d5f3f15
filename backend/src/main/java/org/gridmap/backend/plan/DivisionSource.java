package org.gridmap.backend.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a stored division as what a partition is built from. */
@Component
class DivisionSource {
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
        .query((row, n) ->
            new Base(
                row.getLong("id"),
                row.getString("root_code"),
                row.getBoolean("published"),
                row.getBoolean("synthetic"),
                row.getString("attribution")))
        .optional();
  }

  /** The grids of a division, parents first. */
  List<GridPartition.Source> list(long divisionId) {
    List<GridPartition.Source> grids = new ArrayList<>();
    jdbc.sql(
            """
            SELECT g.code, g.name, p.code AS parent_code, g.level_name, g.kind, g.leaf,
              CASE WHEN g.leaf THEN ST_AsBinary(g.geom) END AS geom
            FROM grid g LEFT JOIN grid p ON p.id = g.parent_id
            WHERE g.division_id = ? ORDER BY g.level, g.code
            """)
        .param(divisionId)
        .query(row -> {
          byte[] outline = row.getBytes("geom");
          grids.add(
              new GridPartition.Source(
                  new PartitionGrid(
                      row.getString("code"),
                      row.getString("name"),
                      row.getString("parent_code"),
                      row.getString("level_name"),
                      GridKind.valueOf(row.getString("kind")),
                      row.getBoolean("leaf")),
                  outline == null ? null : (MultiPolygon) StoredGeometry.ofWkb(outline)));
        });
    return grids;
  }

  /**
   * The outline that the leaves of an import must cover: that of its roots that have grids below.
   */
  @Nullable Geometry required(long divisionId) {
    List<MultiPolygon> roots =
        jdbc.sql(
                "SELECT geom FROM grid WHERE division_id = ? AND level = 1 AND NOT leaf"
                    + " ORDER BY code")
            .param(divisionId)
            .query((row, n) -> (MultiPolygon) StoredGeometry.get(row, "geom"))
            .list();
    return roots.size() == 1 && roots.getFirst().isValid() ? roots.getFirst() : null;
  }
}
