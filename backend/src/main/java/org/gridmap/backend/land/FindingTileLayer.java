package org.gridmap.backend.land;

import static org.gridmap.backend.map.Attribute.bool;
import static org.gridmap.backend.map.Attribute.number;
import static org.gridmap.backend.map.Attribute.text;
import static org.gridmap.backend.map.Attribute.texts;
import static org.gridmap.backend.map.Attribute.wholeNumber;

import java.util.List;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.MapLayer;
import org.gridmap.backend.map.TileBatch;
import org.gridmap.backend.map.TileLayer;
import org.gridmap.backend.map.TileQuery;
import org.gridmap.backend.map.TileRequest;
import org.gridmap.backend.map.TileRow;
import org.gridmap.backend.map.TileRows;
import org.gridmap.backend.map.VectorLayer;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.tile.LatticeProjection;
import org.gridmap.geodata.tile.LatticeProjection.Source;
import org.gridmap.geodata.tile.LatticeShape;
import org.gridmap.geodata.tile.TileLattice;
import org.gridmap.geodata.tile.VectorTile;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Puntal;
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
  private static final MapLayer FINDINGS =
      new MapLayer(
          "findings",
          "体检发现 Findings",
          "Gaps, overlaps and other faults that the coverage doctor found in the grids.",
          Right.DRAFTS,
          List.of(GridTileLayer.DIVISION),
          List.of(
              new VectorLayer(
                  "finding", "Defects of the division: their shape", VectorLayer.Geometry.ANY, 0),
              new VectorLayer(
                  "finding_point",
                  "Defects of the division: their place",
                  VectorLayer.Geometry.POINTS,
                  0)),
          List.of(
              wholeNumber("ordinal", "序号", "Number within the division, the gravest first"),
              text("kind", "种类", "Kind"),
              text("gap_kind", "缝隙种类", "Kind of a gap").onlyInItems(),
              number("area_square_metres", "面积（平方米）", "Area, square metres").inTilesAs("area"),
              wholeNumber("people", "人数", "People whom it concerns, in tens"),
              wholeNumber("houses", "房屋数", "Houses that it concerns"),
              texts("grids", "网格编码", "Codes of the grids that it concerns"),
              text("detail", "说明", "What is wrong").onlyInItems(),
              bool("approximate", "近似", "Whether the shape is approximate").onlyInItems(),
              wholeNumber("division", "划分", "Number of the division")),
          SqlFile.of(FindingTileLayer.class, "findings.sql"));

  private final TileQuery findings =
      TileQuery.of(
          FINDINGS,
          "finding",
          SqlFile.of(FindingTileLayer.class, "finding-tile.sql"),
          "shape",
          "longitude",
          "latitude");

  @Override
  public MapLayer layer() {
    return FINDINGS;
  }

  @Override
  public void ask(TileRequest request, TileBatch batch) {
    batch.ask(findings).box(request.tile().degrees());
  }

  @Override
  public void draw(TileRequest request, TileRows rows, VectorTile tile) {
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
              .point(
                  TileLattice.x(row.getDouble(findings.column("longitude")), zoom),
                  TileLattice.y(row.getDouble(findings.column("latitude")), zoom));
      if (place != null) {
        findings.write(row, points).point(place[0], place[1]);
      }
    }
    tile.add(shapes);
    tile.add(points);
  }

  private void drawShape(TileRequest request, TileRow row, VectorTileLayer shapes, int zoom) {
    Geometry geometry = StoredGeometry.ofWkb(row.getBytes(findings.column("shape")));
    if (geometry instanceof Puntal) {
      return;
    }
    if (geometry.getDimension() == 2) {
      LatticeShape shape =
          request.clipper().polygons(LatticeProjection.polygons(geometry, Source.DEGREES, zoom));
      if (!shape.isEmpty()) {
        findings.write(row, shapes).polygons(shape);
      }
    } else {
      LatticeShape shape =
          request.clipper().lines(LatticeProjection.lines(geometry, Source.DEGREES, zoom, 0), 0);
      if (!shape.isEmpty()) {
        findings.write(row, shapes).lines(shape);
      }
    }
  }
}
