package org.gridmap.backend.land;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.sql.CopyText;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.tile.GridOutline;
import org.locationtech.jts.geom.Point;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores the copies of a division's grids that tiles are drawn from. */
@Component
public class GridTilePreparation {
  private static final String GRIDS =
      "COPY grid_tile (division_id, grid_id, zoom, extent, shape) FROM STDIN";
  private static final String BORDERS =
      "COPY grid_border_tile (division_id, level, zoom, extent, shape) FROM STDIN";

  private final JdbcTemplate jdbc;

  GridTilePreparation(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Replaces the copies of a division by those of its grids as they are stored. */
  public void prepare(long divisionId) {
    jdbc.update("DELETE FROM grid_tile WHERE division_id = ?", divisionId);
    jdbc.update("DELETE FROM grid_border_tile WHERE division_id = ?", divisionId);
    List<Long> ids = new ArrayList<>();
    List<GridOutline> grids = new ArrayList<>();
    List<Point> labels = new ArrayList<>();
    jdbc.query(
        "SELECT id, level, ST_AsBinary(geom), ST_AsBinary(label_point) FROM grid WHERE division_id = ?"
            + " ORDER BY id",
        row -> {
          grids.add(
              new GridOutline(ids.size(), row.getInt(2), StoredGeometry.ofWkb(row.getBytes(3))));
          labels.add((Point) StoredGeometry.ofWkb(row.getBytes(4)));
          ids.add(row.getLong(1));
        },
        divisionId);
    store(divisionId, GridTileRows.of(grids, labels), ids);
  }

  /**
   * Stores the copies of a division that has none.
   *
   * @param ids numbers of its grids
   */
  void store(long divisionId, GridTileRows rows, List<Long> ids) {
    CopyText grids = new CopyText();
    for (GridTileRows.GridRow row : rows.grids()) {
      grids.field(divisionId).field(ids.get(row.grid())).written(row.fields()).endRow();
    }
    grids.send(jdbc, GRIDS);
    CopyText borders = new CopyText();
    for (String row : rows.borders()) {
      borders.field(divisionId).written(row).endRow();
    }
    borders.send(jdbc, BORDERS);
  }
}
