package org.gridmap.backend.house;

import java.util.Arrays;
import java.util.List;
import org.gridmap.backend.map.tiles3d.SolidLayer;
import org.gridmap.backend.map.tiles3d.SolidRequest;
import org.gridmap.backend.map.tiles3d.SolidWeight;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.solid.Extrusion;
import org.gridmap.geodata.solid.LocalFrame;
import org.gridmap.geodata.solid.RoofShape;
import org.gridmap.geodata.solid.Solid;
import org.gridmap.geodata.solid.SolidCell;
import org.gridmap.geodata.solid.SolidClass;
import org.gridmap.geodata.solid.SolidException;
import org.gridmap.geodata.solid.SolidModel;
import org.gridmap.geodata.solid.SolidProperty;
import org.gridmap.geodata.solid.SolidProperty.Type;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Houses as bodies: near the viewer each by itself, from afar those of a leaf grid as one block of
 * their mean height. How many people live in them is not told.
 */
@Component
class HouseSolidLayer implements SolidLayer {
  /** What of a body is assumed and not known. */
  enum Assumed {
    NOTHING,
    HEIGHT,
    FOOTPRINT,
    BOTH;

    static Assumed of(boolean height, boolean footprint) {
      return values()[(height ? 1 : 0) + (footprint ? 2 : 0)];
    }
  }

  /** How houses are put together, the finest first. */
  private enum Form {
    UNION,
    HULL,
    BOX
  }

  private static final SolidProperty ASSUMED =
      SolidProperty.code("assumed", "推定 What is assumed", names(Assumed.values()));

  private static final SolidClass HOUSE =
      new SolidClass(
          "house",
          "房屋 House",
          List.of(
              SolidProperty.of("id", "编号 Number in this map", Type.NUMBER),
              SolidProperty.of("number", "门牌号 House number", Type.TEXT),
              SolidProperty.of("floors", "层数 Floors", Type.SMALL),
              SolidProperty.code("use", "用途 Use", names(HouseFacts.Use.values())),
              SolidProperty.of("structure", "结构 Structure", Type.TEXT),
              SolidProperty.code("roof", "推定屋顶 Assumed roof", names(RoofShape.values())),
              ASSUMED));

  private static final SolidClass BLOCK =
      new SolidClass(
          "block",
          "房屋群 Block of houses",
          List.of(
              SolidProperty.of("grid", "网格编码 Code of their leaf grid", Type.TEXT),
              SolidProperty.of("houses", "房屋数 Houses", Type.COUNT),
              SolidProperty.of("height", "平均高度（米） Mean height, metres", Type.MEASURE),
              ASSUMED));

  private static final SqlFile SOLIDS = SqlFile.of(HouseSolidLayer.class, "house-solids.sql");
  private static final SqlFile BLOCKS = SqlFile.of(HouseSolidLayer.class, "house-blocks.sql");

  /** The last level at which a block is only what is around its houses. */
  private static final int LAST_HULLS = 13;

  /** Boxes are told of parts so many levels below: at most 1,024. */
  private static final int BOX_LEVELS = 5;

  /** What a block takes at most, and each of its corners. */
  private static final int BLOCK_BYTES = 200;

  private static final int CORNER_BYTES = 150;

  /** As far north and south as EPSG:3857 goes. */
  private static final double MOST_LATITUDE = 85.05;

  private final JdbcClient jdbc;

  HouseSolidLayer(@MapPool JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Block(@Nullable String grid, int houses, double height, Geometry shape) {}

  @Override
  public List<SolidWeight> weigh(SolidCell cell, int level) {
    return of(BLOCKS, cell)
        .param("form", "WEIGHT")
        .param("part", level)
        .param("divisions", null)
        .param("drafts", false)
        .query((row, n) ->
            new SolidWeight(
                row.getInt("column_number"),
                row.getInt("row_number"),
                row.getLong("bytes"),
                new Envelope(
                    row.getDouble("west"),
                    row.getDouble("east"),
                    row.getDouble("south"),
                    row.getDouble("north")),
                row.getDouble("highest")))
        .list();
  }

  @Override
  public void draw(SolidRequest request, SolidModel model) {
    if (request.detailed()) {
      drawHouses(request.cell(), model);
    } else {
      drawBlocks(request, model);
    }
  }

  private void drawHouses(SolidCell cell, SolidModel model) {
    of(SOLIDS, cell)
        .query(row -> {
          Geometry shape = StoredGeometry.ofWkb(row.getBytes("shape"));
          double height = row.getDouble("height");
          RoofShape roof =
              roof(row.getString("use"), row.getString("structure"), row.getInt("floors"));
          Solid solid = solid(shape, height, roof, model.frame());
          boolean known = row.getBoolean("known_footprint") && !solid.simplified();
          model.add(
              HOUSE,
              solid,
              row.getLong("id"),
              row.getString("number"),
              row.getObject("floors"),
              row.getString("use"),
              row.getString("structure"),
              (solid.slopes() > 0 ? roof : RoofShape.FLAT).name(),
              Assumed.of(!row.getBoolean("known_height"), !known));
        });
  }

  private void drawBlocks(SolidRequest request, SolidModel model) {
    Form first = request.cell().level() > LAST_HULLS ? Form.UNION : Form.HULL;
    List<Block> blocks = List.of();
    for (Form form : Form.values()) {
      if (form.compareTo(first) >= 0) {
        blocks = blocks(request, form);
        if (bytes(blocks) <= SolidRequest.MAX_BYTES) {
          break;
        }
      }
    }
    for (Block block : blocks) {
      model.add(
          BLOCK,
          solid(block.shape(), block.height(), RoofShape.FLAT, model.frame()),
          block.grid(),
          block.houses(),
          block.height(),
          Assumed.BOTH);
    }
  }

  private List<Block> blocks(SolidRequest request, Form form) {
    List<Long> divisions = request.divisions();
    SolidCell cell = request.cell();
    return of(BLOCKS, cell)
        .param("form", form.name())
        .param("part", Math.min(cell.level() + BOX_LEVELS, 30))
        .param("divisions", divisions == null ? null : divisions.toArray(Long[]::new))
        .param("drafts", request.drafts())
        .query((row, n) ->
            new Block(
                row.getString("code"),
                row.getInt("houses"),
                row.getDouble("height"),
                StoredGeometry.ofWkb(row.getBytes("shape"))))
        .list();
  }

  private static long bytes(List<Block> blocks) {
    return blocks.stream()
        .mapToLong(block -> BLOCK_BYTES + (long) CORNER_BYTES * block.shape().getNumPoints())
        .sum();
  }

  /**
   * The roof that such a house mostly has; nobody records it. Timber carries slopes, those of halls
   * on all sides, and low sheds of steel have two.
   */
  private static RoofShape roof(String use, String structure, int floors) {
    boolean shed = use.equals("INDUSTRIAL") || use.equals("STORAGE");
    if (structure.contains("木")) {
      return use.equals("PUBLIC") ? RoofShape.HIP : RoofShape.GABLE;
    }
    return shed && floors <= 2 && structure.contains("钢") ? RoofShape.GABLE : RoofShape.FLAT;
  }

  /** The body over a shape; over what is around it if there is none. */
  private static Solid solid(Geometry shape, double height, RoofShape roof, LocalFrame frame) {
    try {
      return Extrusion.of(shape, 0, height, roof, frame);
    } catch (SolidException e) {
      return box(shape.getEnvelopeInternal(), height, frame);
    }
  }

  private static Solid box(Envelope around, double height, LocalFrame frame) {
    try {
      return Extrusion.ofBox(around, 0, height, frame);
    } catch (SolidException e) {
      // A stored house lies on the Earth and is higher than nothing.
      throw new IllegalStateException(e);
    }
  }

  private JdbcClient.StatementSpec of(SqlFile file, SolidCell cell) {
    Envelope box = cell.degrees();
    return file.on(jdbc)
        .param("west", box.getMinX())
        .param("south", Math.max(box.getMinY(), -MOST_LATITUDE))
        .param("east", box.getMaxX())
        .param("north", Math.min(box.getMaxY(), MOST_LATITUDE))
        .param("level", cell.level())
        .param("x", cell.x())
        .param("y", cell.y());
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
