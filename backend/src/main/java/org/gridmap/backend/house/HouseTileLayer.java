package org.gridmap.backend.house;

import java.sql.SQLException;
import java.util.List;
import org.gridmap.backend.map.MapLayer;
import org.gridmap.backend.map.TileBatch;
import org.gridmap.backend.map.TileLayer;
import org.gridmap.backend.map.TileQuery;
import org.gridmap.backend.map.TileRequest;
import org.gridmap.backend.map.TileRow;
import org.gridmap.backend.map.TileRows;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.tile.LatticeProjection;
import org.gridmap.geodata.tile.LatticeProjection.Source;
import org.gridmap.geodata.tile.LatticeShape;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.TileLattice;
import org.gridmap.geodata.tile.VectorTile;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.locationtech.jts.geom.Geometry;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Houses: from afar as points that stand for all houses of a cell, near as footprints or points. A
 * near tile with more houses than can be drawn shows the cells instead, so no house is left out
 * without being counted.
 */
@Component
@Order(400)
class HouseTileLayer implements TileLayer {
  /** Most houses that a tile shows one by one. */
  private static final int MOST_HOUSES = 3_000;

  private final TileQuery houses =
      TileQuery.of(
          HouseLayer.HOUSES,
          "house",
          SqlFile.of(HouseTileLayer.class, "house-tile.sql"),
          "footprint",
          "x",
          "y");
  private final TileQuery overview =
      TileQuery.of(SqlFile.of(HouseTileLayer.class, "house-overview-tile.sql"), "cells");

  @Override
  public MapLayer layer() {
    return HouseLayer.HOUSES;
  }

  @Override
  public void ask(TileRequest request, TileBatch batch) {
    int zoom = request.tile().zoom();
    if (zoom > HouseTilePreparation.FINEST_ZOOM) {
      batch.ask(houses).box(request.tile().metres(0)).number("most", MOST_HOUSES + 1);
    } else if (zoom >= HouseTilePreparation.COARSEST_ZOOM) {
      askCells(request, batch);
    }
  }

  private void askCells(TileRequest request, TileBatch batch) {
    TileCoordinate stored = stored(request);
    batch
        .ask(overview)
        .number("zoom", stored.zoom())
        .number("x", stored.x())
        .number("y", stored.y());
  }

  /** The tile of which the cells are kept. */
  private static TileCoordinate stored(TileRequest request) {
    return request.tile().parent(Math.min(request.tile().zoom(), HouseTilePreparation.FINEST_ZOOM));
  }

  @Override
  public void draw(TileRequest request, TileRows rows, VectorTile tile) throws SQLException {
    int zoom = request.tile().zoom();
    if (zoom < HouseTilePreparation.COARSEST_ZOOM) {
      return;
    }
    if (zoom <= HouseTilePreparation.FINEST_ZOOM) {
      drawCells(request, rows.next(), tile);
    } else if (!drawNear(request, rows.next(), tile)) {
      TileBatch cells = new TileBatch(request);
      askCells(request, cells);
      drawCells(request, cells.run().next(), tile);
    }
  }

  /** Houses one by one; false if there are too many, and then nothing is drawn. */
  private boolean drawNear(TileRequest request, List<TileRow> rows, VectorTile tile) {
    VectorTileLayer footprints = new VectorTileLayer("house");
    VectorTileLayer points = new VectorTileLayer("house_point");
    int zoom = TileLattice.zoomFor(request.tile().zoom());
    int budget = request.bytesLeft(tile);
    int footprint = houses.column("footprint");
    long previous = -1;
    int count = 0;
    for (TileRow row : rows) {
      long id = row.getLong(1);
      if (id == previous) {
        continue;
      }
      previous = id;
      count++;
      if (count > MOST_HOUSES || footprints.size() + points.size() > budget) {
        return false;
      }
      if (row.isNull(footprint)) {
        drawPoint(request, row, zoom, points);
      } else {
        Geometry shape = StoredGeometry.ofWkb(row.getBytes(footprint));
        drawFootprint(request, row, shape, zoom, footprints);
      }
    }
    tile.add(footprints);
    tile.add(points);
    return true;
  }

  private void drawFootprint(
      TileRequest request, TileRow row, Geometry footprint, int zoom, VectorTileLayer footprints) {
    LatticeShape shape =
        request.clipper().polygons(LatticeProjection.polygons(footprint, Source.METRES, zoom));
    if (!shape.isEmpty()) {
      houses.write(row, footprints).polygons(shape);
    }
  }

  private void drawPoint(TileRequest request, TileRow row, int zoom, VectorTileLayer points) {
    int[] place =
        request
            .clipper()
            .point(
                TileLattice.xOfMetres(row.getDouble(houses.column("x")), zoom),
                TileLattice.yOfMetres(row.getDouble(houses.column("y")), zoom));
    if (place != null) {
      houses.write(row, points).attribute("count", 1L).point(place[0], place[1]);
    }
  }

  private static void drawCells(TileRequest request, List<TileRow> rows, VectorTile tile) {
    TileCoordinate wanted = request.tile();
    TileCoordinate stored = stored(request);
    int shift = wanted.zoom() - stored.zoom();
    VectorTileLayer points = new VectorTileLayer("house_point");
    for (TileRow row : rows) {
      long left = (wanted.x() - ((long) stored.x() << shift)) * TileLattice.EXTENT;
      long top = (wanted.y() - ((long) stored.y() << shift)) * TileLattice.EXTENT;
      HouseTileCells.read(
          row.getBytes(1),
          (cellX, cellY, houses, use, id) -> {
            long x = ((long) cellX << shift) - left;
            long y = ((long) cellY << shift) - top;
            if (x >= 0 && y >= 0 && x < TileLattice.EXTENT && y < TileLattice.EXTENT) {
              if (id != 0) {
                points.attribute("id", id);
              }
              points
                  .attribute("use", HouseTileCells.USES[use])
                  .attribute("count", houses)
                  .point((int) x, (int) y);
            }
          });
    }
    tile.add(points);
  }
}
