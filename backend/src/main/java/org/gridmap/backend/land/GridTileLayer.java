package org.gridmap.backend.land;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.gridmap.geodata.tile.LatticeShape;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.TileLattice;
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

  /** All borders of a level, one to a part, as prepared for the zoom. */
  private record Borders(LatticeShape shape, int level, boolean draft, long division) {}

  @Override
  public void ask(TileRequest request, TileBatch batch) {
    askWithin(request, batch.ask(grids), 0);
    askWithin(request, batch.ask(borders), LINE_MARGIN);
  }

  @Override
  public void draw(TileRequest request, TileRows answers, VectorTile tile) {
    List<Row> rows = rows(answers.next());
    List<Borders> lines = borders(answers.next());
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
      VectorTileLayer outlines = outlines(request, lines, deepest);
      if (polygons.size() + labels.size() + outlines.size() <= budget) {
        tile.add(polygons);
        tile.add(outlines);
        tile.add(labels);
        return;
      }
    }
  }

  private static List<Row> rows(List<TileRow> answer) {
    List<Row> rows = new ArrayList<>(answer.size());
    for (TileRow row : answer) {
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
    return rows;
  }

  private static List<Borders> borders(List<TileRow> answer) {
    List<Borders> borders = new ArrayList<>(answer.size());
    for (TileRow row : answer) {
      borders.add(
          new Borders(
              LatticeShape.fromJoinedBytes(row.getBytes(1)),
              row.getInt(2),
              row.getBoolean(3),
              row.getLong(4)));
    }
    return borders;
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
    int zoom = TileLattice.zoomFor(request.tile().zoom());
    int[] place =
        request
            .clipper()
            .point(
                TileLattice.x(row.labelLongitude(), zoom),
                TileLattice.y(row.labelLatitude(), zoom));
    if (place != null) {
      attributes(row, labels).point(place[0], place[1]);
    }
  }

  private static VectorTileLayer attributes(Row row, VectorTileLayer layer) {
    return layer
        .ownAttribute("id", row.id())
        .ownAttribute("code", row.code())
        .attribute("name", row.name())
        .attribute("level", row.level())
        .attribute("level_name", row.levelName())
        .attribute("kind", row.kind())
        .attribute("leaf", row.leaf())
        .attribute("division", row.division())
        .attribute("draft", row.draft());
  }

  private static VectorTileLayer outlines(TileRequest request, List<Borders> borders, int deepest) {
    VectorTileLayer layer = new VectorTileLayer("grid_border");
    for (Borders level : borders) {
      if (level.level() <= deepest) {
        List<int[]> pieces =
            new ArrayList<>(request.clipper().lines(level.shape(), LINE_MARGIN).parts());
        // An index gives them in any order, and the same rows make the same bytes.
        pieces.sort(Arrays::compare);
        layer
            .attribute("level", level.level())
            .attribute("division", level.division())
            .attribute("draft", level.draft())
            .lines(new LatticeShape(pieces));
      }
    }
    return layer;
  }

  private static void askWithin(TileRequest request, TileBatch batch, int margin) {
    TileCoordinate tile = request.tile();
    int zoom = TileLattice.zoomFor(tile.zoom());
    int shift = tile.zoom() - zoom;
    long west = (long) tile.x() * TileLattice.EXTENT - margin;
    long north = (long) tile.y() * TileLattice.EXTENT - margin;
    long side = TileLattice.EXTENT + 2L * margin;
    int partial = shift == 0 ? 0 : 1;
    batch
        .number(zoom)
        .number((double) (west >> shift))
        .number((double) (north >> shift))
        .number((double) (((west + side) >> shift) + partial))
        .number((double) (((north + side) >> shift) + partial))
        .divisions();
  }
}
