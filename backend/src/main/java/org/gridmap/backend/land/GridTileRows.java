package org.gridmap.backend.land;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.gridmap.geodata.tile.CoverageGeneralizer;
import org.gridmap.geodata.tile.GridOutline;
import org.gridmap.geodata.tile.LatticeShape;
import org.gridmap.geodata.tile.TileBlocks;
import org.gridmap.geodata.tile.TileLattice;
import org.gridmap.geodata.tile.ZoomCoverage;
import org.locationtech.jts.geom.Point;

/**
 * The copies of a division's grids that tiles are drawn from, generalised for each zoom, all grids
 * together: rows of COPY but for the numbers that grids get when they are stored.
 *
 * @param grids polygons of grids
 * @param borders each border once: level, zoom, extent and line
 */
record GridTileRows(List<GridRow> grids, List<String> borders) {
  /**
   * @param grid which one of the grids, from 0
   * @param fields zoom, extent and polygons
   */
  record GridRow(int grid, String fields) {}

  /**
   * Generalises a division.
   *
   * @param grids numbered from 0 in their order
   * @param labels where the name of each stands, degrees
   */
  static GridTileRows of(List<GridOutline> grids, List<Point> labels) {
    GridTileRows rows = new GridTileRows(new ArrayList<>(), new ArrayList<>());
    CoverageGeneralizer.generalize(grids, zoom -> rows.add(zoom, labels));
    return rows;
  }

  private void add(ZoomCoverage zoom, List<Point> labels) {
    for (ZoomCoverage.GridShape grid : zoom.grids()) {
      int number = Math.toIntExact(grid.id());
      Point label = labels.get(number);
      int x = (int) TileLattice.x(label.getX(), zoom.zoom());
      int y = (int) TileLattice.y(label.getY(), zoom.zoom());
      for (TileBlocks.Block block : TileBlocks.of(grid.polygons(), x, y)) {
        grids.add(new GridRow(number, fields(zoom.zoom(), block.extent(), block.polygons())));
      }
    }
    for (ZoomCoverage.Border border : zoom.borders()) {
      LatticeShape line = border.line();
      borders.add(border.level() + "\t" + fields(zoom.zoom(), line.extent(), line));
    }
  }

  private static String fields(int zoom, LatticeShape.Extent extent, LatticeShape shape) {
    return zoom
        + "\t("
        + extent.maxX()
        + ','
        + extent.maxY()
        + "),("
        + extent.minX()
        + ','
        + extent.minY()
        + ")\t\\\\x"
        + HexFormat.of().formatHex(shape.toBytes());
  }
}
