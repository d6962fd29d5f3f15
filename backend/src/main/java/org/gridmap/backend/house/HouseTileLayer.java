package org.gridmap.backend.house;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.map.MapLayer;
import org.gridmap.backend.map.TileAttributes;
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
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
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

  /** Columns of a prepared house after those that it tells, all but its leaf. */
  private static final int FOOTPRINT = 7;

  private static final int X = 8;
  private static final int Y = 9;

  private final TileAttributes told = TileAttributes.of(HouseLayer.HOUSES, "house");
  private final TileQuery houses =
      TileQuery.of(SqlFile.of(HouseTileLayer.class, "house-tile.sql"), "houses");
  private final TileQuery leaves =
      TileQuery.of(SqlFile.of(HouseTileLayer.class, "house-leaf-tile.sql"), "code", "houses");
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
      askPrepared(request, batch.ask(houses));
      askPrepared(request, batch.ask(leaves));
    } else if (zoom >= HouseTilePreparation.COARSEST_ZOOM) {
      askCells(request, batch);
    }
  }

  /** The tiles for which houses near the viewer are kept. */
  private static void askPrepared(TileRequest request, TileBatch batch) {
    TileCoordinate tile = request.tile();
    int shift = tile.zoom() - HouseTilePreparation.NEAR_ZOOM;
    int across = shift < 0 ? (1 << -shift) - 1 : 0;
    int x = shift < 0 ? tile.x() << -shift : tile.x() >> shift;
    int y = shift < 0 ? tile.y() << -shift : tile.y() >> shift;
    batch.number("x", x).number("last_x", x + across).number("y", y).number("last_y", y + across);
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
    } else if (!drawNear(request, sorted(rows.next()), leaves(rows.next()), tile)) {
      TileBatch cells = new TileBatch(request);
      askCells(request, cells);
      drawCells(request, cells.run().next(), tile);
    }
  }

  /** The houses of all prepared tiles by number; one on the edge of two comes twice. */
  private static List<TileRow> sorted(List<TileRow> prepared) {
    List<TileRow> houses = new ArrayList<>();
    for (TileRow row : prepared) {
      houses.addAll(row.getRows(1));
    }
    houses.sort(Comparator.comparingLong(house -> house.getLong(1)));
    return houses;
  }

  /** The code of the leaf of each house. */
  private static Map<Long, String> leaves(List<TileRow> prepared) {
    Map<Long, String> leaves = new HashMap<>();
    for (TileRow row : prepared) {
      String code = row.getString(1);
      LongBuffer houses = ByteBuffer.wrap(row.getBytes(2)).asLongBuffer();
      while (houses.hasRemaining()) {
        leaves.putIfAbsent(houses.get(), code);
      }
    }
    return leaves;
  }

  /** Houses one by one; false if there are too many, and then nothing is drawn. */
  private boolean drawNear(
      TileRequest request, List<TileRow> houses, Map<Long, String> leaves, VectorTile tile) {
    Envelope box = request.tile().metres(0);
    VectorTileLayer footprints = new VectorTileLayer("house");
    VectorTileLayer points = new VectorTileLayer("house_point");
    int zoom = TileLattice.zoomFor(request.tile().zoom());
    int budget = request.bytesLeft(tile);
    long previous = -1;
    int count = 0;
    for (TileRow house : houses) {
      long id = house.getLong(1);
      if (id == previous) {
        continue;
      }
      previous = id;
      Geometry footprint =
          house.isNull(FOOTPRINT) ? null : StoredGeometry.ofWkb(house.getBytes(FOOTPRINT));
      boolean near =
          footprint == null
              ? box.intersects(house.getDouble(X), house.getDouble(Y))
              : box.intersects(footprint.getEnvelopeInternal());
      if (!near) {
        continue;
      }
      count++;
      if (count > MOST_HOUSES || footprints.size() + points.size() > budget) {
        return false;
      }
      List<@Nullable Object> values = told.values(house, leaves.get(id));
      if (footprint == null) {
        drawPoint(request, house, values, zoom, points);
      } else {
        drawFootprint(request, values, footprint, zoom, footprints);
      }
    }
    tile.add(footprints);
    tile.add(points);
    return true;
  }

  private void drawFootprint(
      TileRequest request,
      List<@Nullable Object> values,
      Geometry footprint,
      int zoom,
      VectorTileLayer footprints) {
    LatticeShape shape =
        request.clipper().polygons(LatticeProjection.polygons(footprint, Source.METRES, zoom));
    if (!shape.isEmpty()) {
      told.write(values, footprints).polygons(shape);
    }
  }

  private void drawPoint(
      TileRequest request,
      TileRow house,
      List<@Nullable Object> values,
      int zoom,
      VectorTileLayer points) {
    int[] place =
        request
            .clipper()
            .point(
                TileLattice.xOfMetres(house.getDouble(X), zoom),
                TileLattice.yOfMetres(house.getDouble(Y), zoom));
    if (place != null) {
      told.write(values, points).attribute("count", 1L).point(place[0], place[1]);
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
