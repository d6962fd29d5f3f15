package org.gridmap.backend.land;

import static org.gridmap.backend.map.Attribute.bool;
import static org.gridmap.backend.map.Attribute.number;
import static org.gridmap.backend.map.Attribute.text;
import static org.gridmap.backend.map.Attribute.wholeNumber;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.MapCollection.Filter;
import org.gridmap.backend.map.MapLayer;
import org.gridmap.backend.map.TileBatch;
import org.gridmap.backend.map.TileLayer;
import org.gridmap.backend.map.TileQuery;
import org.gridmap.backend.map.TileRequest;
import org.gridmap.backend.map.TileRow;
import org.gridmap.backend.map.TileRows;
import org.gridmap.backend.map.VectorLayer;
import org.gridmap.backend.map.VectorLayer.Geometry;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.geodata.tile.LatticeShape;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.TileLattice;
import org.gridmap.geodata.tile.VectorTile;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Grids as polygons without margin, their borders as lines, each once, and their labels as points.
 * All come from the copies that {@link GridTilePreparation} made.
 */
@Component
@Order(100)
public class GridTileLayer implements TileLayer {
  /** Lattice steps that border lines go on beyond the tile, so that their ends do not show. */
  private static final int LINE_MARGIN = 64;

  /** A tile of very many very uneven grids leaves out its deepest level above this weight. */
  private static final int MAX_BYTES = 300_000;

  static final Filter DIVISION =
      new Filter("division", "of this division instead of those shown", 1, Long.MAX_VALUE);

  /** Borders are lines of their own, and tell only what their colour and weight depend on. */
  public static final MapLayer GRIDS =
      new MapLayer(
          "grids",
          "网格 Grids",
          "The grids of every level, with their houses counted.",
          Right.MAP,
          List.of(DIVISION, new Filter("level", "of this level only", 1, 9)),
          List.of(
              new VectorLayer(
                  "grid",
                  "Grids of every level, cut at the edges of the tile: to be filled; their outlines are"
                      + " in grid_border",
                  Geometry.POLYGONS,
                  0),
              new VectorLayer(
                  "grid_border",
                  "Each border once, whole across the edges of tiles, with the level of the highest"
                      + " grid on it",
                  Geometry.LINES,
                  0,
                  List.of("level", "division", "draft")),
              new VectorLayer("grid_label", "Where the name of a grid stands", Geometry.POINTS, 0)),
          List.of(
              text("code", "编码", "Code"),
              text("name", "名称", "Name"),
              text("parent_code", "上级编码", "Code of the grid above it").onlyInItems(),
              wholeNumber("level", "层级", "Level, 1 for the highest"),
              text("level_name", "层级名称", "What the town calls the level"),
              text("kind", "类型", "Kind"),
              bool("leaf", "最小网格", "Whether it has no grids below it"),
              wholeNumber("colour", "颜色", "Number of a colour that no neighbour has")
                  .onlyInLayer("grid"),
              wholeNumber("division", "划分", "Number of the division"),
              bool("draft", "草案", "Whether the division is a draft"),
              number("area_square_metres", "面积（平方米）", "Area, square metres").onlyInItems(),
              wholeNumber("houses", "房屋数", "Houses in it").onlyInLayer("grid"),
              bool("synthetic", "合成数据", "Whether it is made up").onlyInItems()),
          SqlFile.of(GridTileLayer.class, "grids.sql"));

  /** A grid as prepared for the zoom. */
  private record Row(
      LatticeShape shape,
      int level,
      double labelLongitude,
      double labelLatitude,
      List<@Nullable Object> attributes) {}

  /** All borders of a level, one to a part, as prepared for the zoom. */
  private record Borders(LatticeShape shape, int level, List<@Nullable Object> attributes) {}

  private final TileQuery grids =
      TileQuery.of(
          GRIDS,
          "grid",
          SqlFile.of(GridTileLayer.class, "grid-tile.sql"),
          "shape",
          "label_longitude",
          "label_latitude");
  private final TileQuery borders =
      TileQuery.of(
          GRIDS, "grid_border", SqlFile.of(GridTileLayer.class, "grid-border-tile.sql"), "shape");

  @Override
  public MapLayer layer() {
    return GRIDS;
  }

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

  private List<Row> rows(List<TileRow> answer) {
    int shape = grids.column("shape");
    int level = grids.column("level");
    int longitude = grids.column("label_longitude");
    int latitude = grids.column("label_latitude");
    List<Row> rows = new ArrayList<>(answer.size());
    for (TileRow row : answer) {
      rows.add(
          new Row(
              LatticeShape.fromBytes(row.getBytes(shape)),
              row.getInt(level),
              row.getDouble(longitude),
              row.getDouble(latitude),
              grids.values(row)));
    }
    return rows;
  }

  private List<Borders> borders(List<TileRow> answer) {
    int shape = borders.column("shape");
    int level = borders.column("level");
    List<Borders> lines = new ArrayList<>(answer.size());
    for (TileRow row : answer) {
      lines.add(
          new Borders(
              LatticeShape.fromJoinedBytes(row.getBytes(shape)),
              row.getInt(level),
              borders.values(row)));
    }
    return lines;
  }

  private void draw(
      TileRequest request, Row row, VectorTileLayer polygons, VectorTileLayer labels) {
    LatticeShape shape = request.clipper().polygons(row.shape());
    if (!shape.isEmpty()) {
      grids.write(row.attributes(), polygons).polygons(shape);
    }
    int zoom = TileLattice.zoomFor(request.tile().zoom());
    int[] place =
        request
            .clipper()
            .point(
                TileLattice.x(row.labelLongitude(), zoom),
                TileLattice.y(row.labelLatitude(), zoom));
    if (place != null) {
      grids.write(row.attributes(), labels).point(place[0], place[1]);
    }
  }

  private VectorTileLayer outlines(TileRequest request, List<Borders> all, int deepest) {
    VectorTileLayer layer = new VectorTileLayer("grid_border");
    for (Borders level : all) {
      if (level.level() <= deepest) {
        List<int[]> pieces =
            new ArrayList<>(request.clipper().lines(level.shape(), LINE_MARGIN).parts());
        // An index gives them in any order, and the same rows make the same bytes.
        pieces.sort(Arrays::compare);
        borders.write(level.attributes(), layer).lines(new LatticeShape(pieces));
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
        .number("zoom", zoom)
        .number("west", (double) (west >> shift))
        .number("north", (double) (north >> shift))
        .number("east", (double) (((west + side) >> shift) + partial))
        .number("south", (double) (((north + side) >> shift) + partial));
  }
}
