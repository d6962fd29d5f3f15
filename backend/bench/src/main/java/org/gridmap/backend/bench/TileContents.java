package org.gridmap.backend.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.locationtech.jts.geom.Envelope;

/** Whether our tile holds what the reference put into its own. */
final class TileContents {
  private TileContents() {}

  /**
   * The first layer of which our tile holds less, with both numbers; empty if there is none.
   * Slivers of a lattice unit along the tile's edge do not count: ours rounds before it clips and
   * does not reach there, the references clip first and draw what rounding leaves.
   *
   * <p>In the far view houses are summed on our side, so all are counted and not all are points.
   */
  static String lacking(byte[] ours, byte[] theirs, TileCoordinate tile) {
    Map<String, VectorTileReader.Layer> mine = VectorTileReader.read(ours);
    Map<String, VectorTileReader.Layer> other = VectorTileReader.read(theirs);
    for (String layer : List.of("grid", "grid_label", "house", "house_point")) {
      long wanted =
          layer.equals("house_point") && tile.zoom() != 14
              ? 0
              : size(other, layer, feature -> !isSliver(feature));
      long found = layer.equals("house_point") ? houses(mine) : size(mine, layer, any -> true);
      if (found < wanted) {
        return String.format(
            Locale.ROOT,
            ", first in %d/%d/%d: %d of %d in %s",
            tile.zoom(),
            tile.x(),
            tile.y(),
            found,
            wanted,
            layer);
      }
    }
    return "";
  }

  private static long houses(Map<String, VectorTileReader.Layer> tile) {
    VectorTileReader.Layer layer = tile.get("house_point");
    return layer == null
        ? 0
        : layer.features().stream()
            .mapToLong(feature -> (Long) feature.attributes().getOrDefault("count", 1L))
            .sum();
  }

  /** Features of a layer; points on the far edges belong to the next tile and do not count. */
  private static long size(
      Map<String, VectorTileReader.Layer> tile,
      String name,
      Predicate<VectorTileReader.Feature> counts) {
    VectorTileReader.Layer layer = tile.get(name);
    return layer == null
        ? 0
        : layer.features().stream()
            .filter(feature -> !isOnFarEdge(feature) && counts.test(feature))
            .count();
  }

  private static boolean isSliver(VectorTileReader.Feature feature) {
    if (feature.type() != VectorTileReader.GeometryType.POLYGON) {
      return false;
    }
    Envelope extent = new Envelope();
    for (int[] part : feature.parts()) {
      for (int i = 0; i + 1 < part.length; i += 2) {
        extent.expandToInclude(part[i], part[i + 1]);
      }
    }
    return Math.min(extent.getWidth(), extent.getHeight()) <= 1;
  }

  private static boolean isOnFarEdge(VectorTileReader.Feature feature) {
    int[] point = feature.parts().getFirst();
    return feature.type() == VectorTileReader.GeometryType.POINT
        && (point[0] >= 4096 || point[1] >= 4096);
  }
}
