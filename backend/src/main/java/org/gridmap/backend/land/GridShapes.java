package org.gridmap.backend.land;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.sql.StoredGeometry;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Outlines of stored grids, for modules that compare divisions. EPSG:4490. */
@Service
@Transactional(readOnly = true)
public class GridShapes {
  private final JdbcClient jdbc;

  GridShapes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Where a grid lies and stands.
   *
   * @param outline EPSG:4490
   * @param level 1 for a root
   * @param leaf whether no smaller grids lie in it
   */
  public record Placed(Geometry outline, int level, boolean leaf) {}

  /** All grids of a division by code, the roots first. */
  public Map<String, Placed> list(long divisionId) {
    Map<String, Placed> grids = new LinkedHashMap<>();
    jdbc.sql(
            "SELECT code, level, leaf, ST_AsBinary(geom) AS geom FROM grid WHERE division_id = ? ORDER"
                + " BY level, code")
        .param(divisionId)
        .query(row -> {
          grids.put(
              row.getString("code"),
              new Placed(
                  StoredGeometry.ofWkb(row.getBytes("geom")),
                  row.getInt("level"),
                  row.getBoolean("leaf")));
        });
    return grids;
  }

  /** The land that a division covers: its roots together. */
  public Geometry outline(long divisionId) {
    List<Geometry> roots =
        jdbc.sql(
                "SELECT geom FROM grid WHERE division_id = ? AND parent_id IS NULL ORDER BY"
                    + " code")
            .param(divisionId)
            .query(StoredGeometry::get)
            .list();
    return roots.size() == 1 ? roots.getFirst() : OverlayNGRobust.union(roots);
  }
}
