package org.gridmap.backend.plan.view;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.PlanState;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.plan.notation.ChangeView;
import org.gridmap.backend.plan.notation.ChangeView.GridView;
import org.gridmap.backend.plan.notation.ChangeView.NodeView;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.Versions;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A plan's borders over HTTP. */
@Tag(name = "Plans")
@RestController
class PlanViewController {
  private static final MediaType GEO_JSON = MediaType.valueOf("application/geo+json");
  private static final MediaType TILE = MediaType.valueOf("application/vnd.mapbox-vector-tile");

  /**
   * The borders of a plan.
   *
   * @param version of the plan
   * @param hash of the partition
   * @param state how far the plan has come
   * @param nodes where edges meet
   * @param edges each border once
   * @param grids every grid, parents first
   * @param openLand land that belongs to no grid for now
   */
  record PlanPartition(
      long version,
      String hash,
      PlanState state,
      List<NodeView> nodes,
      List<Edge> edges,
      List<GridView> grids,
      List<OpenLand> openLand) {}

  /**
   * @param code code of the grid
   * @param name its name
   * @param parentCode code of the grid above
   * @param level 1 for the root
   * @param levelName what its level is called
   * @param kind kind of unit
   * @param leaf whether it has borders of its own
   * @param areaSquareMetres on the ellipsoid
   * @param plan number of the plan
   * @param draft whether it is not in force
   * @param synthetic whether its land is made up
   */
  @Schema(name = "PlanGridProperties")
  record Properties(
      String code,
      String name,
      @Nullable String parentCode,
      int level,
      String levelName,
      GridKind kind,
      boolean leaf,
      double areaSquareMetres,
      long plan,
      boolean draft,
      boolean synthetic) {}

  /** A MultiPolygon as GeoJSON. */
  @Schema(name = "PlanGridGeometry")
  record Outline(String type, MultiPolygon coordinates) {}

  /** A grid as GeoJSON. */
  @Schema(name = "PlanGridFeature")
  record Feature(String type, String id, Outline geometry, Properties properties) {}

  /** All grids of a plan as GeoJSON. */
  @Schema(name = "PlanGridFeatures")
  record Features(String type, List<Feature> features) {}

  private final Plans plans;
  private final LivePlans live;
  private final PlanTiles tiles;

  PlanViewController(Plans plans, LivePlans live, PlanTiles tiles) {
    this.plans = plans;
    this.live = live;
    this.tiles = tiles;
  }

  @Operation(summary = "The borders of a plan, each once, with what lies on both sides")
  @FailsWith("plan-damaged")
  @GetMapping(path = "/api/plans/{id}/partition", produces = "application/json")
  ResponseEntity<PlanPartition> partition(@PathVariable long id) {
    plans.get(id);
    LivePlans.View view = live.read(id);
    GridPartition partition = view.partition();
    List<PartitionGrid> grids = partition.grids();
    Map<String, Integer> levels = ChangeView.levels(grids);
    List<NodeView> nodes = new ArrayList<>();
    partition.nodes().forEach((node, place) -> nodes.add(new NodeView(node, place)));
    return ResponseEntity.ok()
        .eTag(Versions.tag(view.plan().version()))
        .body(
            new PlanPartition(
                view.plan().version(),
                view.plan().hash(),
                view.plan().state(),
                nodes,
                List.copyOf(partition.edges()),
                grids.stream()
                    .map(grid -> GridView.of(grid, levels.getOrDefault(grid.code(), 0)))
                    .toList(),
                List.copyOf(partition.openLand())));
  }

  @Operation(
      summary = "The grids of a plan, of every level, as GeoJSON",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = "application/geo+json",
                      schema = @Schema(implementation = Features.class))))
  @FailsWith("plan-damaged")
  @GetMapping(
      path = "/api/plans/{id}/grids",
      produces = {"application/geo+json", "application/json"})
  ResponseEntity<Features> grids(@PathVariable long id) {
    plans.get(id);
    LivePlans.View view = live.read(id);
    List<PartitionGrid> grids = view.partition().grids();
    Map<String, Integer> levels = ChangeView.levels(grids);
    List<Feature> features =
        grids.stream()
            .map(grid -> feature(view, grid, levels.getOrDefault(grid.code(), 1)))
            .toList();
    return ResponseEntity.ok()
        .contentType(GEO_JSON)
        .eTag(Versions.tag(view.plan().version()))
        .body(new Features("FeatureCollection", features));
  }

  private static Feature feature(LivePlans.View view, PartitionGrid grid, int level) {
    MultiPolygon outline = view.partition().polygon(grid.code());
    return new Feature(
        "Feature",
        grid.code(),
        // Rings of the partition run clockwise; GeoJSON wants shells the other way round.
        new Outline("MultiPolygon", (MultiPolygon) outline.reverse()),
        new Properties(
            grid.code(),
            grid.name(),
            grid.parentCode(),
            level,
            ProvisionalLevelName.of(grid.levelName(), level),
            grid.kind(),
            grid.leaf(),
            GroundArea.squareMetres(outline),
            view.plan().id(),
            view.plan().state() != PlanState.PUBLISHED,
            view.plan().synthetic()));
  }

  @Operation(
      summary = "The grids of a plan as a vector tile, with the layers of the map's tiles",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = "application/vnd.mapbox-vector-tile",
                      schema = @Schema(type = "string", format = "binary"))))
  @FailsWith({"plan-damaged", "tile-out-of-range"})
  @GetMapping(path = "/api/plans/{id}/tiles/{zoom}/{x}/{y}.mvt")
  ResponseEntity<byte[]> tile(
      @PathVariable long id, @PathVariable long zoom, @PathVariable long x, @PathVariable long y) {
    plans.get(id);
    if (!TileCoordinate.exists(zoom, x, y)) {
      throw new ProblemException(
          WebProblems.TILE_OUT_OF_RANGE,
          "The zoom is a whole number from 0 to "
              + TileCoordinate.MAX_ZOOM
              + ", column and row are from 0 to below 2 to the power of the zoom.");
    }
    byte[] tile = tiles.render(live.read(id), new TileCoordinate((int) zoom, (int) x, (int) y));
    return tile.length == 0
        ? ResponseEntity.status(HttpStatus.NO_CONTENT).build()
        : ResponseEntity.ok()
            .cacheControl(CacheControl.noCache().cachePrivate())
            .contentType(TILE)
            .body(tile);
  }
}
