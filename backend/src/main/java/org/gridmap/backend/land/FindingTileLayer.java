package org.gridmap.backend.land;

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
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Puntal;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Findings of the coverage check: the true shape where that can be seen at the zoom, and always a
 * point, because many a gap is thinner than a pixel.
 */
@Component
@Order(200)
class FindingTileLayer implements TileLayer {
  private static final int MAX_SHAPE_BYTES = 60_000;
  private static final Map<String, String> FIELDS =
      Map.of(
          "id", "Number",
          "ordinal", "Number",
          "kind", "String",
          "area", "Number",
          "people", "Number",
          "houses", "Number",
          "division", "Number");

  private final TileQuery findings = TileQuery.of(FindingTileLayer.class, "finding-tile.sql");

  @Override
  public List<TileLayerDescription> describe() {
    return List.of(
        new TileLayerDescription("finding", "Defects of the division: their shape", 0, 22, FIELDS),
        new TileLayerDescription(
            "finding_point", "Defects of the division: their place", 0, 22, FIELDS));
  }

  @Override
  public boolean isOfDrafts() {
    return true;
  }

  @Override
  public void ask(TileRequest request, TileBatch batch) {
    if (request.drafts()) {
      batch.ask(findings).box(request.tile().degrees()).divisions();
    }
  }

  @Override
  public void draw(TileRequest request, TileRows rows, VectorTile tile) throws SQLException {
    if (!request.drafts()) {
      return;
    }
    VectorTileLayer shapes = new VectorTileLayer("finding");
    VectorTileLayer points = new VectorTileLayer("finding_point");
    int zoom = TileLattice.zoomFor(request.tile().zoom());
    for (TileRow row : rows.next()) {
      if (shapes.size() < MAX_SHAPE_BYTES) {
        drawShape(request, row, shapes, zoom);
      }
      int[] place =
          request
              .clipper()
              .point(TileLattice.x(row.getDouble(8), zoom), TileLattice.y(row.getDouble(9), zoom));
      if (place != null) {
        attributes(row, points).point(place[0], place[1]);
      }
    }
    tile.add(shapes);
    tile.add(points);
  }

  private static void drawShape(TileRequest request, TileRow row, VectorTileLayer shapes, int zoom)
      throws SQLException {
    Geometry geometry;
    try {
      geometry = new WKBReader().read(row.getBytes(7));
    } catch (ParseException e) {
      throw new SQLException("A stored finding cannot be read", e);
    }
    if (geometry instanceof Puntal) {
      return;
    }
    if (geometry.getDimension() == 2) {
      LatticeShape shape =
          request.clipper().polygons(LatticeProjection.polygons(geometry, Source.DEGREES, zoom));
      if (!shape.isEmpty()) {
        attributes(row, shapes).polygons(shape);
      }
    } else {
      LatticeShape shape =
          request.clipper().lines(LatticeProjection.lines(geometry, Source.DEGREES, zoom, 0), 0);
      if (!shape.isEmpty()) {
        attributes(row, shapes).lines(shape);
      }
    }
  }

  private static VectorTileLayer attributes(TileRow row, VectorTileLayer layer) {
    layer
        .attribute("id", row.getLong(1))
        .attribute("ordinal", row.getInt(2))
        .attribute("kind", row.getString(3))
        .attribute("area", row.getDouble(4));
    if (!row.isNull(5)) {
      layer.attribute("people", row.getInt(5));
    }
    return layer.attribute("houses", row.getInt(6)).attribute("division", row.getLong(10));
  }
}
