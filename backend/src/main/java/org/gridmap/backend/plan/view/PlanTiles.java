package org.gridmap.backend.plan.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.land.GridTileLayer;
import org.gridmap.backend.map.TileAttributes;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.notation.ChangeView;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.MapColouring;
import org.gridmap.geodata.tile.CoverageGeneralizer;
import org.gridmap.geodata.tile.GridOutline;
import org.gridmap.geodata.tile.LatticeShape;
import org.gridmap.geodata.tile.TileClipper;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.TileLattice;
import org.gridmap.geodata.tile.VectorTile;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.gridmap.geodata.tile.ZoomCoverage;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.stereotype.Component;

/**
 * Vector tiles of plans, with the layers and attributes that the map's grids have: the number of
 * the plan stands for that of a division, and houses are not counted. Each state of a partition is
 * generalised once, as one coverage, when the first of its tiles is asked for.
 */
@Component
class PlanTiles {
  /** Lattice steps that border lines go on beyond the tile, so that their ends do not show. */
  private static final int LINE_MARGIN = 64;

  private static final int MOST = 4;

  private static final TileAttributes GRID = TileAttributes.of(GridTileLayer.GRIDS, "grid");
  private static final TileAttributes BORDER =
      TileAttributes.of(GridTileLayer.GRIDS, "grid_border");

  private record Label(
      PartitionGrid grid, int level, int colour, double longitude, double latitude) {}

  private record Drawn(List<Label> grids, Map<Integer, ZoomCoverage> zooms) {}

  private record State(long plan, String hash) {}

  private final Cache<State, Drawn> drawn =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofMinutes(10)).build();

  /** The tile as it is sent; empty if nothing lies in it. */
  byte[] render(LivePlans.View view, TileCoordinate place) {
    long planId = view.plan().id();
    Drawn plan =
        Objects.requireNonNull(
            drawn.get(new State(planId, view.plan().hash()), state -> draw(view.partition())));
    int zoom = TileLattice.zoomFor(place.zoom());
    ZoomCoverage coverage = plan.zooms().get(zoom);
    if (coverage == null) {
      return new byte[0];
    }
    TileClipper clipper = TileClipper.of(place);
    VectorTileLayer polygons = new VectorTileLayer("grid");
    VectorTileLayer labels = new VectorTileLayer("grid_label");
    for (ZoomCoverage.GridShape shape : coverage.grids()) {
      Label label = plan.grids().get((int) shape.id() - 1);
      LatticeShape inside = clipper.polygons(shape.polygons());
      if (!inside.isEmpty()) {
        attributes(polygons, shape.id(), label, planId).polygons(inside);
      }
      int[] point =
          clipper.point(
              TileLattice.x(label.longitude(), zoom), TileLattice.y(label.latitude(), zoom));
      if (point != null) {
        attributes(labels, shape.id(), label, planId).point(point[0], point[1]);
      }
    }
    VectorTile tile = new VectorTile();
    tile.add(polygons);
    tile.add(borders(coverage, clipper, planId));
    tile.add(labels);
    return tile.toBytes();
  }

  private static VectorTileLayer attributes(
      VectorTileLayer layer, long id, Label label, long planId) {
    PartitionGrid grid = label.grid();
    return GRID.write(
            Map.of(
                "id",
                id,
                "code",
                grid.code(),
                "name",
                grid.name(),
                "level",
                (long) label.level(),
                "level_name",
                ProvisionalLevelName.of(grid.levelName(), label.level()),
                "kind",
                grid.kind().name(),
                "leaf",
                grid.leaf(),
                "colour",
                (long) label.colour(),
                "draft",
                true),
            layer)
        .attribute("plan", planId);
  }

  private static VectorTileLayer borders(ZoomCoverage coverage, TileClipper clipper, long planId) {
    Map<Integer, List<int[]>> lines = new LinkedHashMap<>();
    for (ZoomCoverage.Border border : coverage.borders()) {
      lines
          .computeIfAbsent(border.level(), level -> new ArrayList<>())
          .addAll(clipper.lines(border.line(), LINE_MARGIN).parts());
    }
    VectorTileLayer layer = new VectorTileLayer("grid_border");
    lines.forEach((level, parts) ->
        BORDER
            .write(Map.of("level", (long) level, "draft", true), layer)
            .attribute("plan", planId)
            .lines(new LatticeShape(parts)));
    return layer;
  }

  private static Drawn draw(GridPartition partition) {
    List<PartitionGrid> grids = partition.grids();
    Map<String, Integer> levels = ChangeView.levels(grids);
    Map<String, MultiPolygon> shapes = new HashMap<>();
    Map<Integer, List<GridShape>> byLevel = new HashMap<>();
    for (PartitionGrid grid : grids) {
      MultiPolygon shape = partition.polygon(grid.code());
      shapes.put(grid.code(), shape);
      byLevel
          .computeIfAbsent(levels.getOrDefault(grid.code(), 1), level -> new ArrayList<>())
          .add(new GridShape(grid.code(), shape));
    }
    Map<String, Integer> colours = new HashMap<>();
    byLevel.values().forEach(level -> colours.putAll(MapColouring.colour(level)));
    List<Label> labels = new ArrayList<>();
    List<GridOutline> outlines = new ArrayList<>();
    for (PartitionGrid grid : grids) {
      MultiPolygon shape = Objects.requireNonNull(shapes.get(grid.code()));
      int level = levels.getOrDefault(grid.code(), 1);
      Coordinate place = labelPlace(shape);
      labels.add(new Label(grid, level, colours.getOrDefault(grid.code(), 0), place.x, place.y));
      outlines.add(new GridOutline(labels.size(), level, shape));
    }
    Map<Integer, ZoomCoverage> zooms = new HashMap<>();
    CoverageGeneralizer.generalize(outlines, zoom -> zooms.put(zoom.zoom(), zoom));
    return new Drawn(labels, zooms);
  }

  private static Coordinate labelPlace(MultiPolygon shape) {
    Geometry widest = shape;
    for (int i = 0; i < shape.getNumGeometries(); i++) {
      if (i == 0 || shape.getGeometryN(i).getArea() > widest.getArea()) {
        widest = shape.getGeometryN(i);
      }
    }
    return widest.isEmpty() ? new Coordinate(0, 0) : widest.getInteriorPoint().getCoordinate();
  }
}
