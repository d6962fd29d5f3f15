package org.gridmap.backend.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.UnitKind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a stored division as what a partition is built from. */
@Component
class DivisionSource {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory(new PrecisionModel(), 4490);

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
                      UnitKind.valueOf(row.getString("kind")),
                      row.getBoolean("leaf")),
                  outline == null ? null : read(outline)));
        });
    return grids;
  }

  /**
   * The outline that the leaves of an import must cover: that of its roots that have grids below.
   */
  @Nullable Geometry required(long divisionId) {
    List<MultiPolygon> roots =
        jdbc.sql(
                "SELECT ST_AsBinary(geom) FROM grid WHERE division_id = ? AND level = 1 AND NOT leaf"
                    + " ORDER BY code")
            .param(divisionId)
            .query((row, n) -> read(row.getBytes(1)))
            .list();
    return roots.size() == 1 && roots.getFirst().isValid() ? roots.getFirst() : null;
  }

  private static MultiPolygon read(byte[] wkb) throws SQLException {
    try {
      return (MultiPolygon) new WKBReader(GEOMETRIES).read(wkb);
    } catch (ParseException e) {
      throw new SQLException("A stored grid cannot be read", e);
    }
  }
}
