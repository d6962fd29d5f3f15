package org.gridmap.backend.map.tiles3d;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.solid.SolidCell;
import org.gridmap.geodata.solid.Subtree;
import org.locationtech.jts.geom.Envelope;

/** The description of the 3D tiles. */
final class Tileset {
  /** The root is not smaller: its cells are 9 km wide. */
  private static final int DEEPEST_ROOT = 12;

  private Tileset() {}

  /**
   * The tileset over what the layers have.
   *
   * @param weights of the whole Earth
   * @param query goes to the end of each address
   */
  static Map<String, Object> of(List<SolidWeight> weights, String query) {
    Map<String, Object> tileset = new LinkedHashMap<>();
    tileset.put("asset", Map.of("version", "1.1"));
    if (weights.isEmpty()) {
      tileset.put("geometricError", 0);
      tileset.put("root", tile(new double[6], 0));
      return tileset;
    }
    SolidWeight all = weights.stream().reduce((a, b) -> a.plus(b, 0, 0)).orElseThrow();
    Envelope extent = all.extent();
    SolidCell root = SolidCell.around(extent, DEEPEST_ROOT);
    String address = root.level() + "/" + root.x() + "/" + root.y() + "/{level}/{x}/{y}";
    tileset.put("schema", schema());
    tileset.put("geometricError", 2 * SolidTree.errorMetres(root.level()));
    Map<String, Object> tree =
        tile(
            SolidTree.region(root.degrees(), all.highestMetres()),
            SolidTree.errorMetres(root.level()));
    tree.put("content", Map.of("uri", address + ".glb" + query));
    Map<String, Object> implicit = new LinkedHashMap<>();
    implicit.put("subdivisionScheme", "QUADTREE");
    implicit.put("subtreeLevels", Subtree.LEVELS);
    implicit.put("availableLevels", SolidCell.MAX_LEVEL - root.level() + 1);
    implicit.put("subtrees", Map.of("uri", address + ".subtree" + query));
    tree.put("implicitTiling", implicit);
    tileset.put("root", tree);
    return tileset;
  }

  private static Map<String, Object> tile(double[] region, double errorMetres) {
    Map<String, Object> tile = new LinkedHashMap<>();
    tile.put("boundingVolume", Map.of("region", region));
    tile.put("geometricError", errorMetres);
    tile.put("refine", "REPLACE");
    return tile;
  }

  /** What the subtrees say of each cell: where what is in it really is. */
  private static Map<String, Object> schema() {
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("type", "SCALAR");
    region.put("componentType", "FLOAT64");
    region.put("array", true);
    region.put("count", 6);
    region.put("required", true);
    region.put("semantic", "TILE_BOUNDING_REGION");
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("id", "gridmap_cells");
    schema.put("classes", Map.of("cell", Map.of("properties", Map.of(Subtree.REGION, region))));
    return schema;
  }
}
