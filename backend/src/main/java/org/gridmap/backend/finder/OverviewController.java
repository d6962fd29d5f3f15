package org.gridmap.backend.finder;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.finder.Overview.Counts;
import org.gridmap.backend.finder.Overview.DivisionSummary;
import org.gridmap.backend.finder.Overview.Home;
import org.gridmap.backend.finder.Overview.Level;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.statistics.PastCounts;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the map opens with; counted once for each state of the town. */
@Tag(name = "Town")
@RestController
class OverviewController {
  private static final String NAME_OF_NOTHING = "GridMap 格图";
  private static final SqlFile DIVISIONS = file("overview-divisions.sql");
  private static final SqlFile LEVELS = file("overview-levels.sql");
  private static final SqlFile HOUSES = file("overview-houses.sql");
  private static final SqlFile ROADS = file("overview-roads.sql");

  /** Houses, or pieces of road, all together. */
  private record Things(long count, boolean synthetic, @Nullable List<Double> bounds) {}

  private static final RowMapper<DivisionSummary> DIVISION =
      new RecordRowMapper<>(DivisionSummary.class);
  private static final RowMapper<Level> LEVEL = new RecordRowMapper<>(Level.class);
  private static final RowMapper<Things> THINGS = new RecordRowMapper<>(Things.class);

  private final JdbcClient jdbc;
  private final Snapshots snapshots;
  private final MapChanges changes;
  private final AttributionList attributions;
  private final BaseMap baseMap;
  private final PastCounts residents;
  private final Scope scope;

  /** By whether drafts are in it. */
  private final Map<Boolean, Overview> last = new ConcurrentHashMap<>();

  OverviewController(
      JdbcClient jdbc,
      Snapshots snapshots,
      MapChanges changes,
      AttributionList attributions,
      BaseMap baseMap,
      PastCounts residents,
      Scope scope) {
    this.attributions = attributions;
    this.jdbc = jdbc;
    this.snapshots = snapshots;
    this.changes = changes;
    this.baseMap = baseMap;
    this.residents = residents;
    this.scope = scope;
  }

  @Operation(summary = "What the map opens with")
  @GetMapping(path = "/api/overview", produces = "application/json")
  Overview overview(
      @Parameter(description = "a day or a moment: the divisions in force then; left out, now")
          @RequestParam(required = false)
          @Nullable String at) {
    OffsetDateTime moment =
        QueryParameters.findMoment("at", at).map(one -> one.atOffset(ZoneOffset.UTC)).orElse(null);
    Overview town =
        snapshots.read(() -> {
          boolean drafts = CurrentUser.get().has(Right.DRAFTS);
          long revision = changes.latest();
          Overview known = moment == null ? last.get(drafts) : null;
          if (known == null || known.revision() != revision) {
            known = count(revision, drafts, moment);
            if (moment == null) {
              last.put(drafts, known);
            }
          }
          return known;
        });
    Caller caller = CurrentUser.get();
    return town.toldTo(
        caller.has(Right.AGGREGATES)
            ? residents.tellRoots(moment == null ? null : moment.toInstant())
            : null,
        caller.has(Right.PLANS)
            ? scope.areas(
                town.divisions().stream().map(DivisionSummary::rootCode).toList(), Right.PLANS)
            : Set.of());
  }

  private Overview count(long revision, boolean drafts, @Nullable OffsetDateTime at) {
    record Root(DivisionSummary division, @Nullable String name) {}
    List<Root> roots =
        DIVISIONS
            .on(jdbc)
            .param("drafts", drafts)
            .param("at", at, Types.TIMESTAMP_WITH_TIMEZONE)
            .query((row, n) -> new Root(DIVISION.mapRow(row, n), row.getString("root_name")))
            .list();
    List<DivisionSummary> divisions = roots.stream().map(Root::division).toList();
    Things houses = HOUSES.on(jdbc).query(THINGS).single();
    Things roads = ROADS.on(jdbc).query(THINGS).single();
    List<DivisionSummary> shown = divisions.stream().filter(DivisionSummary::shown).toList();
    List<Level> levels =
        LEVELS
            .on(jdbc)
            .param("drafts", drafts)
            .param("at", at, Types.TIMESTAMP_WITH_TIMEZONE)
            .query(LEVEL)
            .list();
    Map<String, Long> grids = new LinkedHashMap<>();
    levels.forEach(level -> grids.put(Integer.toString(level.level()), level.count()));
    // The divisions say where the town is; houses and roads may reach far beyond it.
    List<Double> bounds = around(shown.stream().map(DivisionSummary::bounds));
    if (bounds == null) {
      bounds = around(Stream.of(houses.bounds(), roads.bounds()));
    }
    return new Overview(
        roots.stream()
            .filter(root -> root.division().shown())
            .map(root -> Objects.requireNonNullElse(root.name(), root.division().name()))
            .findFirst()
            .orElse(NAME_OF_NOTHING),
        shown.stream().map(DivisionSummary::rootCode).findFirst().orElse(""),
        houses.synthetic()
            || roads.synthetic()
            || shown.stream().anyMatch(DivisionSummary::synthetic),
        bounds,
        home(shown, bounds),
        revision,
        divisions,
        new Counts(
            houses.count(), null, grids, shown.stream().mapToLong(DivisionSummary::findings).sum()),
        levels,
        attributions.list(drafts, at),
        baseMap.describe());
  }

  /** The first division is what the map opens with; the others may lie far from it. */
  private static @Nullable Home home(List<DivisionSummary> shown, @Nullable List<Double> bounds) {
    List<Double> first = shown.isEmpty() ? null : shown.getFirst().bounds();
    List<Double> seen = first == null ? bounds : first;
    return seen == null ? null : Home.of(seen);
  }

  private static @Nullable List<Double> around(Stream<@Nullable List<Double>> boxes) {
    return boxes
        .filter(Objects::nonNull)
        .reduce((a, b) ->
            List.of(
                Math.min(a.get(0), b.get(0)),
                Math.min(a.get(1), b.get(1)),
                Math.max(a.get(2), b.get(2)),
                Math.max(a.get(3), b.get(3))))
        .orElse(null);
  }

  private static SqlFile file(String name) {
    return SqlFile.of(OverviewController.class, name);
  }
}
