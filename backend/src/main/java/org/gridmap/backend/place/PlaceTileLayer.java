package org.gridmap.backend.place;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.map.TileBatch;
import org.gridmap.backend.map.TileLayer;
import org.gridmap.backend.map.TileLayerDescription;
import org.gridmap.backend.map.TileQuery;
import org.gridmap.backend.map.TileRequest;
import org.gridmap.backend.map.TileRow;
import org.gridmap.backend.map.TileRows;
import org.gridmap.geodata.tile.TileLattice;
import org.gridmap.geodata.tile.VectorTile;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Stations and emergency resources as points. */
@Component
@Order(500)
class PlaceTileLayer implements TileLayer {
  private static final int FIRST_STATION_ZOOM = 12;
  private static final int FIRST_RESOURCE_ZOOM = 14;
  private static final int LAST_ZOOM = 22;

  private final TileQuery stations = TileQuery.of(PlaceTileLayer.class, "station-tile.sql");
  private final TileQuery resources = TileQuery.of(PlaceTileLayer.class, "resource-tile.sql");

  @Override
  public List<TileLayerDescription> describe() {
    return List.of(
        new TileLayerDescription(
            "station",
            "Service stations",
            FIRST_STATION_ZOOM,
            LAST_ZOOM,
            Map.of("id", "Number", "name", "String", "metres", "Number", "grid", "String")),
        new TileLayerDescription(
            "resource",
            "Emergency resources",
            FIRST_RESOURCE_ZOOM,
            LAST_ZOOM,
            Map.of("id", "Number", "kind", "String", "name", "String", "quantity", "Number")));
  }

  @Override
  public void ask(TileRequest request, TileBatch batch) {
    int zoom = request.tile().zoom();
    if (zoom >= FIRST_STATION_ZOOM) {
      batch.ask(stations).box(request.tile().metres(0));
    }
    if (zoom >= FIRST_RESOURCE_ZOOM) {
      batch.ask(resources).box(request.tile().metres(0));
    }
  }

  @Override
  public void draw(TileRequest request, TileRows rows, VectorTile tile) {
    int zoom = request.tile().zoom();
    if (zoom >= FIRST_STATION_ZOOM) {
      draw(
          request,
          tile,
          "station",
          rows.next(),
          (row, layer) ->
              layer
                  .attribute("id", row.getLong(1))
                  .attribute("name", row.getString(2))
                  .attribute("metres", (long) row.getInt(3) * Station.METRES_A_MINUTE)
                  .attribute("grid", row.findString(4)));
    }
    if (zoom >= FIRST_RESOURCE_ZOOM) {
      draw(
          request,
          tile,
          "resource",
          rows.next(),
          (row, layer) ->
              layer
                  .attribute("id", row.getLong(1))
                  .attribute("kind", row.getString(2))
                  .attribute("name", row.getString(3))
                  .attribute("quantity", row.getLong(4)));
    }
  }

  @FunctionalInterface
  private interface Attributes {
    void set(TileRow row, VectorTileLayer layer);
  }

  private static void draw(
      TileRequest request,
      VectorTile tile,
      String name,
      List<TileRow> rows,
      Attributes attributes) {
    VectorTileLayer layer = new VectorTileLayer(name);
    int zoom = TileLattice.zoomFor(request.tile().zoom());
    int budget = request.bytesLeft(tile);
    for (TileRow row : rows) {
      if (layer.size() >= budget) {
        break;
      }
      int[] place =
          request
              .clipper()
              .point(
                  TileLattice.xOfMetres(row.getDouble(5), zoom),
                  TileLattice.yOfMetres(row.getDouble(6), zoom));
      if (place != null) {
        attributes.set(row, layer);
        layer.point(place[0], place[1]);
      }
    }
    tile.add(layer);
  }
}
