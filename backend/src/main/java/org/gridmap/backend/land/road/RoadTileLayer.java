package org.gridmap.backend.land.road;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.map.TileBatch;
import org.gridmap.backend.map.TileLayer;
import org.gridmap.backend.map.TileLayerDescription;
import org.gridmap.backend.map.TileQuery;
import org.gridmap.backend.map.TileRequest;
import org.gridmap.backend.map.TileRow;
import org.gridmap.backend.map.TileRows;
import org.gridmap.geodata.tile.LatticeProjection;
import org.gridmap.geodata.tile.LatticeProjection.Source;
import org.gridmap.geodata.tile.LatticeShape;
import org.gridmap.geodata.tile.TileLattice;
import org.gridmap.geodata.tile.VectorTile;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Roads as lines, the main ones first: those of a kind come in at the zoom of their kind. */
@Component
@Order(300)
class RoadTileLayer implements TileLayer {
  /** The last zoom of the main roads' own index; the migration names the same. */
  private static final int OVERVIEW_ZOOM = 12;

  private static final int FIRST_ZOOM = 6;
  private static final int MARGIN = 64;
  private static final int MAX_BYTES = 120_000;

  /** Half a pixel of a tile drawn 512 pixels wide. */
  private static final int TOLERANCE = 4;

  private final TileQuery roads = TileQuery.of(RoadTileLayer.class, "road-tile.sql");
  private final TileQuery mainRoads = TileQuery.of(RoadTileLayer.class, "road-overview-tile.sql");

  @Override
  public List<TileLayerDescription> describe() {
    return List.of(
        new TileLayerDescription(
            "road",
            "Roads",
            FIRST_ZOOM,
            22,
            Map.of("id", "Number", "name", "String", "kind", "String")));
  }

  @Override
  public void ask(TileRequest request, TileBatch batch) {
    int tileZoom = request.tile().zoom();
    if (tileZoom >= FIRST_ZOOM) {
      batch
          .ask(tileZoom <= OVERVIEW_ZOOM ? mainRoads : roads)
          .box(request.tile().metres(MARGIN))
          .number(tileZoom);
    }
  }

  @Override
  public void draw(TileRequest request, TileRows rows, VectorTile tile) throws SQLException {
    int tileZoom = request.tile().zoom();
    if (tileZoom < FIRST_ZOOM) {
      return;
    }
    int zoom = TileLattice.zoomFor(tileZoom);
    int tolerance = zoom < TileLattice.MAX_ZOOM ? TOLERANCE : 0;
    int budget = Math.min(MAX_BYTES, request.bytesLeft(tile));
    VectorTileLayer layer = new VectorTileLayer("road");
    try {
      for (TileRow row : rows.next()) {
        if (layer.size() >= budget) {
          break;
        }
        LatticeShape shape =
            LatticeProjection.lines(
                new WKBReader().read(row.getBytes(4)), Source.METRES, zoom, tolerance);
        LatticeShape clipped = request.clipper().lines(shape, MARGIN);
        if (!clipped.isEmpty()) {
          layer
              .attribute("id", row.getLong(1))
              .attribute("name", row.getString(2))
              .attribute("kind", row.getString(3))
              .lines(clipped);
        }
      }
    } catch (ParseException e) {
      throw new SQLException("A stored road cannot be read", e);
    }
    tile.add(layer);
  }
}
