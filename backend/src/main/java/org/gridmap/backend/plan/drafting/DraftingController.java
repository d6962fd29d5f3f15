package org.gridmap.backend.plan.drafting;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanCodes;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.code.GridCodeScheme;
import org.gridmap.geodata.topology.Edge;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a planner asks while he draws; nothing is stored. */
@Tag(name = "Plans")
@RestController
class DraftingController {
  private static final int MOST_PLACES = 500;
  private static final int MOST_HOUSES = 20_000;

  /**
   * @param items open land that is not allowed, the largest first
   */
  record FixList(List<FixProposals.OpenLandFixes> items) {}

  /**
   * @param underSquareMetres pieces of open land smaller than this
   */
  record FixRequest(@Nullable Double underSquareMetres) {}

  /**
   * @param houses numbers of the painted houses
   * @param blocks places in blocks between roads that were painted whole
   * @param to code of the leaf grid that gains them
   */
  record BrushRequest(
      @Nullable List<Long> houses, @Nullable List<List<Double>> blocks, @Nullable String to) {}

  /**
   * @param operation a transfer, to be sent to preview or operations
   */
  record Painted(org.gridmap.geodata.topology.Operation operation) {}

  /**
   * @param items the nearest first
   */
  record RoadList(List<RoadLines.RoadLine> items) {}

  /**
   * @param places one point inside each new grid
   * @param role LEAF or HIGHER
   */
  record CodeRequest(
      @Nullable List<List<Double>> places,
      @Schema(implementation = GridCodeScheme.Role.class) @Nullable String role) {}

  /**
   * @param codes one for each place, in their order
   */
  record Codes(List<String> codes) {}

  private final Plans plans;
  private final LivePlans live;
  private final FixProposals fixes;
  private final BrushSelection brush;
  private final RoadLines roads;
  private final PlanCodes codes;

  DraftingController(
      Plans plans,
      LivePlans live,
      FixProposals fixes,
      BrushSelection brush,
      RoadLines roads,
      PlanCodes codes) {
    this.plans = plans;
    this.live = live;
    this.fixes = fixes;
    this.brush = brush;
    this.roads = roads;
    this.codes = codes;
  }

  @Operation(summary = "Open land of a plan and what can be done about each piece")
  @FailsWith("plan-damaged")
  @GetMapping(path = "/api/plans/{id}/fixes", produces = "application/json")
  FixList fixes(@PathVariable long id) {
    plans.get(id);
    LivePlans.View view = live.read(id);
    return new FixList(fixes.list(view.plan(), view.partition()));
  }

  @Operation(summary = "One batch that fixes all open land under a size; nothing is stored")
  @FailsWith("plan-damaged")
  @PostMapping(
      path = "/api/plans/{id}/fixes",
      consumes = "application/json",
      produces = "application/json")
  FixProposals.FixBatch fixUnder(@PathVariable long id, @RequestBody FixRequest body) {
    plans.get(id, Right.PLANS);
    Double under = body.underSquareMetres();
    if (under == null || !(under > 0) || Double.isInfinite(under)) {
      throw Faults.refusal(List.of("underSquareMetres"));
    }
    return fixes.fixUnder(live.read(id).partition(), under);
  }

  @Operation(
      summary = "The transfer that gives painted houses or blocks to a grid; nothing is stored")
  @EditConflicts.MayRefuse
  @FailsWith({"plan-damaged", "operation-refused"})
  @PostMapping(
      path = "/api/plans/{id}/brush",
      consumes = "application/json",
      produces = "application/json")
  Painted brush(@PathVariable long id, @RequestBody BrushRequest body) {
    plans.get(id, Right.PLANS);
    List<Long> houses = body.houses() == null ? List.of() : body.houses();
    List<Coordinate> blocks = body.blocks() == null ? List.of() : places("blocks", body.blocks());
    String to = body.to();
    if (to == null || houses.size() > MOST_HOUSES || houses.stream().anyMatch(Objects::isNull)) {
      throw Faults.refusal(List.of("houses", "to"));
    }
    return new Painted(brush.paint(live.read(id).partition(), new HashSet<>(houses), blocks, to));
  }

  @Operation(summary = "Roads that an edge may follow, the nearest first")
  @FailsWith("plan-damaged")
  @GetMapping(path = "/api/plans/{id}/roads", produces = "application/json")
  RoadList roads(
      @PathVariable long id,
      @Parameter(required = true, schema = @Schema(type = "integer", format = "int64"))
          @RequestParam(required = false)
          @Nullable String edge) {
    plans.get(id, Right.PLANS);
    long wanted =
        QueryParameters.findNumber("edge", edge, 0, Long.MAX_VALUE)
            .orElseThrow(() -> QueryParameters.malformed("The parameter 'edge' is needed."));
    Edge found =
        live.read(id)
            .partition()
            .findEdge(wanted)
            .orElseThrow(
                () -> new ProblemException(WebProblems.NOT_FOUND, "The plan has no such edge."));
    return new RoadList(roads.near(found));
  }

  @Operation(
      summary = "Codes that nobody has for new grids, from west to east and north to south",
      description =
          "They are not reserved: a plan is given its codes for good when it is handed in.")
  @FailsWith("plan-damaged")
  @PostMapping(
      path = "/api/plans/{id}/codes",
      consumes = "application/json",
      produces = "application/json")
  Codes codes(@PathVariable long id, @RequestBody CodeRequest body) {
    Plan plan = plans.get(id, Right.PLANS);
    if (body.places() == null || body.places().isEmpty() || body.places().size() > MOST_PLACES) {
      throw Faults.refusal(List.of("places"));
    }
    Faults faults = new Faults();
    GridCodeScheme.Role role = faults.code(GridCodeScheme.Role.class, "role", body.role());
    faults.refuse();
    List<Coordinate> places = places("places", body.places());
    return new Codes(
        codes.propose(
            plan,
            live.read(id).partition(),
            role == null ? GridCodeScheme.Role.LEAF : role,
            places));
  }

  private static List<Coordinate> places(String field, List<List<Double>> positions) {
    return positions.stream()
        .map(position -> {
          if (position == null
              || position.size() != 2
              || position.contains(null)
              || !Double.isFinite(position.get(0))
              || !Double.isFinite(position.get(1))) {
            throw Faults.refusal(List.of(field));
          }
          return new Coordinate(position.get(0), position.get(1));
        })
        .toList();
  }
}
