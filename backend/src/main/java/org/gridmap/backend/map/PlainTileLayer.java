package org.gridmap.backend.map;

import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.tile.LatticeProjection;
import org.gridmap.geodata.tile.LatticeProjection.Source;
import org.gridmap.geodata.tile.LatticeShape;
import org.gridmap.geodata.tile.TileLattice;
import org.gridmap.geodata.tile.VectorTile;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;

/**
 * A layer that is drawn as it is stored, in one layer of the tile. Its statement gives all things
 * and, besides what {@link MapLayer} asks of it, the attributes of tiles and {@code geom_3857},
 * which has an index.
 */
public final class PlainTileLayer implements TileLayer {
  /** Lattice steps that lines go on beyond the tile, so that their ends do not show. */
  private static final int LINE_MARGIN = 64;

  /** Half a pixel of a tile drawn 512 pixels wide. */
  private static final int LINE_TOLERANCE = 4;

  private static final int MOST_THINGS = 2_000;

  /**
   * How things come in, the most important ones first.
   *
   * @param minZoom the column with the zoom from which a thing is drawn
   * @param farZoom up to here an index of their own holds those that are drawn
   * @param mostFar so many of them are drawn at most
   * @param maxBytes what the layer may weigh at any zoom
   */
  public record Overview(String minZoom, int farZoom, int mostFar, int maxBytes) {}

  private final MapLayer layer;
  private final VectorLayer drawn;
  private final int margin;
  private final int maxBytes;
  private final int farZoom;
  private final TileQuery far;
  private final TileQuery near;
  private final int shape;

  /** A layer whose things all come in at the same zoom. */
  public PlainTileLayer(MapLayer layer) {
    this(layer, null);
  }

  /** A layer of things of which some come in before others. */
  public PlainTileLayer(MapLayer layer, @Nullable Overview overview) {
    this.layer = layer;
    drawn = layer.vectorLayers().getFirst();
    margin = drawn.geometry() == VectorLayer.Geometry.LINES ? LINE_MARGIN : 0;
    if (overview == null) {
      maxBytes = TileRequest.MAX_BYTES;
      farZoom = VectorLayer.MAX_ZOOM;
      far = query("ORDER BY id LIMIT " + MOST_THINGS);
      near = far;
    } else {
      maxBytes = overview.maxBytes();
      farZoom = overview.farZoom();
      String zoom = overview.minZoom();
      String come = "AND %s <= :zoom ORDER BY %s, id".formatted(zoom, zoom);
      far = query("AND %s <= %d %s LIMIT %d".formatted(zoom, farZoom, come, overview.mostFar()));
      near = query(come);
    }
    shape = near.column("shape");
  }

  private TileQuery query(String which) {
    return TileQuery.of(
        layer,
        drawn.id(),
        """
        SELECT *, ST_AsBinary(geom_3857) AS shape FROM (
        %s
        ) thing WHERE geom_3857 && ST_MakeEnvelope(:box, 3857) %s
        """
            .formatted(layer.query().text(), which),
        "shape");
  }

  @Override
  public MapLayer layer() {
    return layer;
  }

  @Override
  public void ask(TileRequest request, TileBatch batch) {
    int zoom = request.tile().zoom();
    if (zoom >= drawn.minZoom()) {
      batch.ask(zoom <= farZoom ? far : near).box(request.tile().metres(margin));
    }
  }

  @Override
  public void draw(TileRequest request, TileRows rows, VectorTile tile) {
    if (request.tile().zoom() < drawn.minZoom()) {
      return;
    }
    int budget = Math.min(maxBytes, request.bytesLeft(tile));
    VectorTileLayer features = new VectorTileLayer(drawn.id());
    for (TileRow row : rows.next()) {
      if (features.size() >= budget) {
        break;
      }
      draw(request, row, features);
    }
    tile.add(features);
  }

  private void draw(TileRequest request, TileRow row, VectorTileLayer features) {
    int zoom = TileLattice.zoomFor(request.tile().zoom());
    Geometry geometry = StoredGeometry.ofWkb(row.getBytes(shape));
    if (geometry instanceof Point point) {
      int[] place =
          request
              .clipper()
              .point(
                  TileLattice.xOfMetres(point.getX(), zoom),
                  TileLattice.yOfMetres(point.getY(), zoom));
      if (place != null) {
        near.write(row, features).point(place[0], place[1]);
      }
    } else if (geometry.getDimension() == 2) {
      LatticeShape inside =
          request.clipper().polygons(LatticeProjection.polygons(geometry, Source.METRES, zoom));
      if (!inside.isEmpty()) {
        near.write(row, features).polygons(inside);
      }
    } else {
      int tolerance = zoom < TileLattice.MAX_ZOOM ? LINE_TOLERANCE : 0;
      LatticeShape inside =
          request
              .clipper()
              .lines(LatticeProjection.lines(geometry, Source.METRES, zoom, tolerance), margin);
      if (!inside.isEmpty()) {
        near.write(row, features).lines(inside);
      }
    }
  }
}
