package org.gridmap.backend.grid;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.ogcapi.TileLayer;
import org.gridmap.backend.ogcapi.TileLayerDescription;
import org.gridmap.backend.ogcapi.TileQuery;
import org.gridmap.backend.ogcapi.TileRequest;
import org.gridmap.geodata.tile.Lattice;
import org.gridmap.geodata.tile.LatticeShape;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTile;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Grids as polygons without margin, their borders as lines, each once, and their labels as points.
 * All come from the copies that {@link GridTilePreparation} made.
 */
@Component
@Order(100)
class GridTileLayer implements TileLayer {
  /** Lattice steps that border lines go on beyond the tile, so that their ends do not show. */
  private static final int LINE_MARGIN = 64;

  /** A tile of very many very uneven grids leaves out its deepest level above this weight. */
  private static final int MAX_BYTES = 300_000;

  private record Row(
      LatticeShape shape,
      long id,
      String code,
      String name,
      int level,
      String levelName,
      String kind,
      boolean leaf,
      int colour,
      int houses,
      double labelLongitude,
      double labelLatitude,
      long division,
      boolean draft) {}

  private final TileQuery grids = TileQuery.of(GridTileLayer.class, "grid-tile.sql");
  private final TileQuery borders = TileQuery.of(GridTileLayer.class, "grid-border-tile.sql");

  @Override
  public List<TileLayerDescription> describe() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", "Number");
    fields.put("code", "String");
    fields.put("name", "String");
    fields.put("level", "Number");
    fields.put("level_name", "String");
    fields.put("kind", "String");
    fields.put("leaf", "Boolean");
    fields.put("division", "Number");
    fields.put("draft", "Boolean");
    Map<String, String> polygons = new LinkedHashMap<>(fields);
    polygons.put("colour", "Number");
    polygons.put("houses", "Number");
    return List.of(
        new TileLayerDescription(
            "grid",
            "Grids of every level, cut at the edges of the tile: to be filled; their outlines are in"
                + " grid_border",
            0,
            22,
            polygons),
        new TileLayerDescription(
            "grid_border",
            "Each border once, whole across the edges of tiles, with the level of the highest grid on it",
            0,
            22,
            Map.of("level", "Number", "division", "Number", "draft", "Boolean")),
        new TileLayerDescription("grid_label", "Where the name of a grid stands", 0, 22, fields));
  }

  @Override
  public void draw(TileRequest request, VectorTile tile) throws SQLException {
    List<Row> rows = rows(request);
    if (rows.isEmpty()) {
      return;
    }
    int budget = Math.min(MAX_BYTES, request.bytesLeft(tile));
    for (int deepest = rows.getLast().level(); deepest >= 1; deepest--) {
      VectorTileLayer polygons = new VectorTileLayer("grid");
      VectorTileLayer labels = new VectorTileLayer("grid_label");
      for (Row row : rows) {
        if (row.level() <= deepest) {
          draw(request, row, polygons, labels);
        }
      }
      VectorTileLayer lines = borders(request, deepest);
      if (polygons.size() + labels.size() + lines.size() <= budget) {
        tile.add(polygons);
        tile.add(lines);
        tile.add(labels);
        return;
      }
    }
  }

  private List<Row> rows(TileRequest request) throws SQLException {
    try (PreparedStatement statement = grids.prepare(request)) {
      bind(request, statement, 0);
      List<Row> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(
              new Row(
                  LatticeShape.fromBytes(row.getBytes(1)),
                  row.getLong(2),
                  row.getString(3),
                  row.getString(4),
                  row.getInt(5),
                  row.getString(6),
                  row.getString(7),
                  row.getBoolean(8),
                  row.getInt(9),
                  row.getInt(10),
                  row.getDouble(11),
                  row.getDouble(12),
                  row.getLong(13),
                  row.getBoolean(14)));
        }
      }
      return rows;
    }
  }

  private static void draw(
      TileRequest request, Row row, VectorTileLayer polygons, VectorTileLayer labels) {
    LatticeShape shape = request.clipper().polygons(row.shape());
    if (!shape.isEmpty()) {
      attributes(row, polygons)
          .attribute("colour", row.colour())
          .attribute("houses", row.houses())
          .polygons(shape);
    }
    int zoom = Lattice.zoomFor(request.tile().zoom());
    int[] place =
        request
            .clipper()
            .point(Lattice.x(row.labelLongitude(), zoom), Lattice.y(row.labelLatitude(), zoom));
    if (place != null) {
      attributes(row, labels).point(place[0], place[1]);
    }
  }

  private static VectorTileLayer attributes(Row row, VectorTileLayer layer) {
    return layer
        .attribute("id", row.id())
        .attribute("code", row.code())
        .attribute("name", row.name())
        .attribute("level", row.level())
        .attribute("level_name", row.levelName())
        .attribute("kind", row.kind())
        .attribute("leaf", row.leaf())
        .attribute("division", row.division())
        .attribute("draft", row.draft());
  }

  private VectorTileLayer borders(TileRequest request, int deepest) throws SQLException {
    record Kind(long division, boolean draft, int level) {}
    Map<Kind, List<int[]>> lines = new LinkedHashMap<>();
    try (PreparedStatement statement = borders.prepare(request)) {
      bind(request, statement, LINE_MARGIN);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Kind kind = new Kind(row.getLong(4), row.getBoolean(3), row.getInt(2));
          if (kind.level() <= deepest) {
            lines
                .computeIfAbsent(kind, key -> new ArrayList<>())
                .addAll(
                    request
                        .clipper()
                        .lines(LatticeShape.fromBytes(row.getBytes(1)), LINE_MARGIN)
                        .parts());
          }
        }
      }
    }
    VectorTileLayer layer = new VectorTileLayer("grid_border");
    lines.forEach((kind, parts) ->
        layer
            .attribute("level", kind.level())
            .attribute("division", kind.division())
            .attribute("draft", kind.draft())
            .lines(new LatticeShape(parts)));
    return layer;
  }

  private static void bind(TileRequest request, PreparedStatement statement, int margin)
      throws SQLException {
    TileCoordinate tile = request.tile();
    int zoom = Lattice.zoomFor(tile.zoom());
    int shift = tile.zoom() - zoom;
    long west = (long) tile.x() * Lattice.EXTENT - margin;
    long north = (long) tile.y() * Lattice.EXTENT - margin;
    long side = Lattice.EXTENT + 2L * margin;
    statement.setInt(1, zoom);
    statement.setDouble(2, west >> shift);
    statement.setDouble(3, north >> shift);
    statement.setDouble(4, ((west + side) >> shift) + (shift == 0 ? 0 : 1));
    statement.setDouble(5, ((north + side) >> shift) + (shift == 0 ? 0 : 1));
    request.setDivisions(statement, 6);
  }
}
