package org.gridmap.backend.statistics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.TableExport;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.statistics.AggregateController.MeasureValue;
import org.gridmap.backend.statistics.GridForest.Node;
import org.gridmap.backend.statistics.PastCounts.View;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** All grids in force in one table, with counts by the rule of all other counts. */
@Tag(name = "Counts")
@RestController
class GridTableController {
  /** What the table counts whatever the norms are. */
  private static final List<String> ALWAYS =
      List.of(CountSnapshot.RESIDENTS, "households", "houses");

  private static final SqlFile GRIDS = SqlFile.of(GridTableController.class, "grids-of-table.sql");
  private static final RowMapper<Shape> SHAPE = new RecordRowMapper<>(Shape.class);

  private record Shape(
      long id,
      @Nullable String levelName,
      GridKind kind,
      boolean leaf,
      double areaSquareMetres,
      double compactness,
      List<Double> bounds) {}

  /**
   * @param id number of the grid
   * @param code its code
   * @param name its name
   * @param level 1 for the root
   * @param levelName what grids of the level are called; null where they have no name
   * @param kind BASE, or EXCLUSIVE for one that serves a single institution
   * @param leaf whether no smaller grids lie in it
   * @param areaSquareMetres area on the ellipsoid
   * @param compactness 4π × area ÷ perimeter²: 1 for a circle, less for all else
   * @param bounds west, south, east, north in degrees
   * @param values residents, households, houses, and what its norm counts
   * @param norm how much it should hold; null if that is free
   */
  record TabledGrid(
      long id,
      String code,
      String name,
      int level,
      @Nullable String levelName,
      GridKind kind,
      boolean leaf,
      double areaSquareMetres,
      double compactness,
      List<Double> bounds,
      List<MeasureValue> values,
      @Nullable Norm norm) {}

  /**
   * @param revision number of the state that was counted
   * @param recorded measures of which anything is recorded: where nobody was registered yet, a zero
   *     says nothing
   * @param grids the grids in force, by level and code
   */
  record GridTable(long revision, List<String> recorded, List<TabledGrid> grids) {}

  private final PastCounts counts;
  private final Scope scope;
  private final NormBook norms;
  private final JdbcClient jdbc;
  private final AuditLog audit;

  GridTableController(
      PastCounts counts, Scope scope, NormBook norms, @MapPool JdbcClient jdbc, AuditLog audit) {
    this.counts = counts;
    this.scope = scope;
    this.norms = norms;
    this.jdbc = jdbc;
    this.audit = audit;
  }

  @Operation(
      summary = "All grids in force with area, compactness, norm and counts",
      description = "Counts are told and withheld as by /api/aggregates.")
  @GetMapping(path = "/api/aggregates/grids", produces = "application/json")
  ResponseEntity<GridTable> table(
      @Parameter(
              description =
                  "a day or a moment: the grids in force then, with what lives in their houses today;"
                      + " left out, now")
          @RequestParam(required = false)
          @Nullable String at) {
    Optional<Instant> moment = QueryParameters.findMoment("at", at);
    Set<Long> leaves = scope.leaves();
    Function<String, View> views =
        moment.isPresent()
            ? measure -> counts.view(measure, moment.get(), leaves)
            : counts.now(leaves);
    Norms book = norms.now();
    View first = views.apply(CountSnapshot.RESIDENTS);
    List<Node> nodes = first.counts().forest().nodes();
    Set<String> measures = new LinkedHashSet<>(ALWAYS);
    for (Node node : nodes) {
      book.find(node.subject()).ifPresent(norm -> measures.add(norm.measure().name()));
    }
    Map<String, View> told = new LinkedHashMap<>();
    measures.forEach(measure -> told.put(measure, views.apply(measure)));
    Map<Long, Shape> shapes =
        GRIDS
            .on(jdbc)
            .param("grids", nodes.stream().map(Node::id).toArray(Long[]::new))
            .query(SHAPE)
            .list()
            .stream()
            .collect(Collectors.toMap(Shape::id, Function.identity()));
    List<TabledGrid> grids =
        nodes.stream()
            .filter(node -> shapes.containsKey(node.id()))
            .map(node ->
                row(
                    node,
                    Objects.requireNonNull(shapes.get(node.id())),
                    told,
                    book.find(node.subject()).orElse(null)))
            .toList();
    List<String> recorded =
        measures.stream()
            .filter(measure -> nodes.stream().anyMatch(node -> isRecorded(told.get(measure), node)))
            .toList();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache().cachePrivate())
        .body(new GridTable(first.counts().revision(), recorded, grids));
  }

  /** A number that is withheld may be any; zeros everywhere are an empty register. */
  private static boolean isRecorded(@Nullable View view, Node node) {
    return view != null
        && (!view.shown().contains(node.id()) || view.values().applyAsLong(node) > 0);
  }

  private static TabledGrid row(
      Node node, Shape shape, Map<String, View> told, @Nullable Norm norm) {
    List<MeasureValue> values =
        told.entrySet().stream()
            .filter(one ->
                ALWAYS.contains(one.getKey())
                    || (norm != null && norm.measure().name().equals(one.getKey())))
            .map(one -> {
              View view = one.getValue();
              boolean open = view.shown().contains(node.id());
              return new MeasureValue(
                  one.getKey(),
                  open ? view.values().applyAsLong(node) : null,
                  !open,
                  open && view.rounded().test(node));
            })
            .toList();
    return new TabledGrid(
        node.id(),
        node.code(),
        node.name(),
        node.level(),
        shape.levelName(),
        shape.kind(),
        shape.leaf(),
        shape.areaSquareMetres(),
        shape.compactness(),
        shape.bounds(),
        values,
        norm);
  }

  @Operation(
      summary = "Notes in the audit log that the table of the grids in force is taken along",
      description =
          "Before the page saves the file, which holds what this account was told anyway.")
  @FailsWith("validation-failed")
  @PostMapping(path = "/api/aggregates/exports", consumes = "application/json")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void export(@RequestBody TableExport body) {
    String format = body.checkedFormat();
    audit.record(
        AuditEvent.done(AuditAction.EXPORT)
            .with(
                Map.of("content", "grids", "format", format, "rows", String.valueOf(body.rows()))));
  }
}
