package org.gridmap.backend.land;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.MapColouring;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.tile.GridOutline;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;

/**
 * Everything about a division that its grids alone decide, before it is stored.
 *
 * @param land what each grid's polygon decides, in the order of the tree
 * @param tiles the copies that its tiles are drawn from
 */
record PreparedDivision(DivisionCheck check, List<Land> land, GridTileRows tiles) {

  /**
   * What a grid's polygon decides.
   *
   * @param colour differs from those of its neighbours of the same level
   * @param label where its name stands, EPSG:4490
   */
  record Land(int colour, Point label, double squareMetres) {}

  /**
   * Checks the division and prepares it; seconds for a county.
   *
   * @param required the outline that the roots must cover exactly; null for none
   */
  static PreparedDivision of(GridTree tree, @Nullable Geometry required) {
    Map<Integer, Map<String, Integer>> colours = colours(tree);
    List<Land> land = new ArrayList<>();
    List<GridOutline> outlines = new ArrayList<>();
    for (GridTree.Node node : tree.nodes()) {
      MultiPolygon polygons = node.draft().geometry();
      outlines.add(new GridOutline(outlines.size(), node.level(), polygons));
      land.add(
          new Land(
              colours.getOrDefault(node.level(), Map.of()).getOrDefault(node.draft().code(), 0),
              labelPoint(polygons),
              GroundArea.squareMetres(polygons)));
    }
    List<Point> labels = land.stream().map(Land::label).toList();
    return new PreparedDivision(
        DivisionCheck.of(tree, required), List.copyOf(land), GridTileRows.of(outlines, labels));
  }

  /** A colour for each grid such that neighbours of one level differ. */
  private static Map<Integer, Map<String, Integer>> colours(GridTree tree) {
    Map<Integer, List<GridShape>> levels =
        tree.nodes().stream()
            .collect(
                Collectors.groupingBy(
                    GridTree.Node::level,
                    Collectors.mapping(
                        node -> new GridShape(node.draft().code(), node.draft().geometry()),
                        Collectors.toList())));
    return levels.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, level -> MapColouring.colour(level.getValue())));
  }

  private static Point labelPoint(MultiPolygon geometry) {
    Geometry widest = geometry.getGeometryN(0);
    for (int i = 1; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i).getArea() > widest.getArea()) {
        widest = geometry.getGeometryN(i);
      }
    }
    return StoredGeometry.FACTORY.createPoint(widest.getInteriorPoint().getCoordinate());
  }
}
