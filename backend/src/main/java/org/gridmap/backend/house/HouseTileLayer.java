package org.gridmap.backend.house;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.TileLattice;
import org.gridmap.geodata.tile.VectorTile;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
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

  private final TileQuery houses = TileQuery.of(HouseTileLayer.class, "house-tile.sql");
  private final TileQuery leaves = TileQuery.of(HouseTileLayer.class, "house-leaf-tile.sql");
  private final TileQuery overview = TileQuery.of(HouseTileLayer.class, "house-overview-tile.sql");

  @Override
  public List<TileLayerDescription> describe() {
    Map<String, String> house = new LinkedHashMap<>();
    house.put("id", "Number");
    house.put("number", "String");
    house.put("name", "String");
    house.put("use", "String");
    house.put("floors", "Number");
    house.put("height", "Number");
    house.put("grid", "String");
    Map<String, String> point = new LinkedHashMap<>(house);
    point.put("count", "Number");
    return List.of(
        new TileLayerDescription(
            "house", "Footprints of houses", HouseTilePreparation.FINEST_ZOOM + 1, 22, house),
        new TileLayerDescription(
            "house_point",
            "Houses without a footprint; from afar all houses, several to a point",
            HouseTilePreparation.COARSEST_ZOOM,
            22,
            point));
  }

  @Override
  public void ask(TileRequest request, TileBatch batch) {
    int zoom = request.tile().zoom();
    if (zoom > HouseTilePreparation.FINEST_ZOOM) {
      askPrepared(request, batch.ask(houses));
      askPrepared(request, batch.ask(leaves)).divisions();
    } else if (zoom >= HouseTilePreparation.COARSEST_ZOOM) {
      askCells(request, batch);
    }
  }

  /** Four values: the columns and rows of the tiles for which houses near the viewer are kept. */
  private static TileBatch askPrepared(TileRequest request, TileBatch batch) {
    TileCoordinate tile = request.tile();
    int shift = tile.zoom() - HouseTilePreparation.NEAR_ZOOM;
    int across = shift < 0 ? (1 << -shift) - 1 : 0;
    int x = shift < 0 ? tile.x() << -shift : tile.x() >> shift;
    int y = shift < 0 ? tile.y() << -shift : tile.y() >> shift;
    return batch.number(x).number(x + across).number(y).number(y + across);
  }

  private void askCells(TileRequest request, TileBatch batch) {
    TileCoordinate stored = stored(request);
    batch.ask(overview).number(stored.zoom()).number(stored.x()).number(stored.y());
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
  private static boolean drawNear(
      TileRequest request, List<TileRow> houses, Map<Long, String> leaves, VectorTile tile)
      throws SQLException {
    Envelope box = request.tile().metres(0);
    VectorTileLayer footprints = new VectorTileLayer("house");
    VectorTileLayer points = new VectorTileLayer("house_point");
    int zoom = TileLattice.zoomFor(request.tile().zoom());
    int budget = request.bytesLeft(tile);
    WKBReader reader = new WKBReader();
    long previous = -1;
    int count = 0;
    try {
      for (TileRow house : houses) {
        long id = house.getLong(1);
        Geometry footprint = house.isNull(7) ? null : reader.read(house.getBytes(7));
        boolean near =
            footprint == null
                ? box.intersects(house.getDouble(8), house.getDouble(9))
                : box.intersects(footprint.getEnvelopeInternal());
        if (id == previous || !near) {
          continue;
        }
        previous = id;
        count++;
        if (count > MOST_HOUSES || footprints.size() + points.size() > budget) {
          return false;
        }
        String leaf = leaves.get(id);
        if (footprint == null) {
          drawPoint(request, house, leaf, zoom, points);
        } else {
          drawFootprint(request, house, leaf, footprint, zoom, footprints);
        }
      }
    } catch (ParseException e) {
      throw new SQLException("A stored house cannot be read", e);
    }
    tile.add(footprints);
    tile.add(points);
    return true;
  }

  private static void drawFootprint(
      TileRequest request,
      TileRow row,
      @Nullable String leaf,
      Geometry footprint,
      int zoom,
      VectorTileLayer footprints) {
    LatticeShape shape =
        request.clipper().polygons(LatticeProjection.polygons(footprint, Source.METRES, zoom));
    if (!shape.isEmpty()) {
      attributes(row, leaf, footprints).polygons(shape);
    }
  }

  private static void drawPoint(
      TileRequest request, TileRow row, @Nullable String leaf, int zoom, VectorTileLayer points) {
    int[] place =
        request
            .clipper()
            .point(
                TileLattice.xOfMetres(row.getDouble(8), zoom),
                TileLattice.yOfMetres(row.getDouble(9), zoom));
    if (place != null) {
      attributes(row, leaf, points).attribute("count", 1L).point(place[0], place[1]);
    }
  }

  private static VectorTileLayer attributes(
      TileRow row, @Nullable String leaf, VectorTileLayer layer) {
    layer
        .ownAttribute("id", row.getLong(1))
        .attribute("number", row.getString(2))
        .attribute("name", emptyToNull(row.getString(3)))
        .attribute("use", row.getString(4));
    if (!row.isNull(5)) {
      layer.attribute("floors", row.getInt(5));
    }
    if (!row.isNull(6)) {
      layer.attribute("height", (double) row.getFloat(6));
    }
    return layer.attribute("grid", leaf);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
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
