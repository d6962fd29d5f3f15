package org.gridmap.backend.statistics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.statistics.GridForest.Node;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Counts over HTTP, suppressed for the reader. */
@Tag(name = "Counts")
@RestController
class AggregateController {
  /**
   * @param code name of the measure
   * @param zh what people call it in Chinese
   * @param en what people call it in English
   * @param suppressedBelow smaller counts are hidden from those who do not answer for the grid
   */
  record MeasureDescription(String code, String zh, String en, int suppressedBelow) {}

  /**
   * @param measures everything that is counted
   */
  record MeasureList(List<MeasureDescription> measures) {}

  /**
   * @param id number of the grid
   * @param code its code
   * @param name its name
   * @param value the count; null if it is suppressed
   * @param suppressed whether it is too small to be shown, or would give such a one away
   * @param rounded whether it is told in tens, because the border of the grid was moved
   * @param norm how much of this measure the grid should hold; null if that is free
   */
  record GridValue(
      long id,
      String code,
      String name,
      @Nullable Long value,
      boolean suppressed,
      boolean rounded,
      @Nullable Norm norm) {}

  /**
   * @param revision number of the state that was counted
   * @param measure what was counted
   * @param grids the grids in force, by level and code
   */
  record MeasureValues(long revision, String measure, List<GridValue> grids) {}

  /**
   * @param id number of the grid
   * @param code its code
   * @param name its name
   * @param level 1 for the root
   */
  record CountedGrid(long id, String code, String name, int level) {}

  /**
   * @param measure what was counted
   * @param value the count; null if it is suppressed
   * @param suppressed whether it is too small to be shown, or would give such a one away
   * @param rounded whether it is told in tens, because the border of the grid was moved
   */
  record MeasureValue(String measure, @Nullable Long value, boolean suppressed, boolean rounded) {}

  /**
   * @param revision number of the state that was counted
   * @param grid the grid
   * @param values every measure of it
   */
  record GridValues(long revision, CountedGrid grid, List<MeasureValue> values) {}

  private static final int DEEPEST_LEVEL = 9;

  private final Aggregates aggregates;
  private final PastCounts past;
  private final Scope scope;
  private final NormBook norms;

  AggregateController(Aggregates aggregates, PastCounts past, Scope scope, NormBook norms) {
    this.aggregates = aggregates;
    this.past = past;
    this.scope = scope;
    this.norms = norms;
  }

  @Operation(summary = "What is counted in each grid")
  @GetMapping(path = "/api/measures", produces = "application/json")
  MeasureList measures() {
    return new MeasureList(
        aggregates.listMeasures().stream()
            .map(one -> new MeasureDescription(one.code(), one.zh(), one.en(), one.least()))
            .toList());
  }

  @Operation(summary = "One measure in all grids in force, or in those of one level")
  @FailsWith("not-found")
  @GetMapping(path = "/api/aggregates", produces = "application/json")
  ResponseEntity<MeasureValues> values(
      @Parameter(description = "code of one of /api/measures") @RequestParam String measure,
      @Parameter(description = "1 for the roots") @RequestParam(required = false)
          @Nullable String level,
      @Parameter(
              description =
                  "a day or a moment: the grids in force then, with what lives in their houses today;"
                      + " left out, now")
          @RequestParam(required = false)
          @Nullable String at) {
    Optional<Instant> moment = QueryParameters.findMoment("at", at);
    OptionalLong only = QueryParameters.findNumber("level", level, 1, DEEPEST_LEVEL);
    if (aggregates.listMeasures().stream().noneMatch(one -> one.code().equals(measure))) {
      throw QueryParameters.malformed("The parameter 'measure' is one of /api/measures.");
    }
    PastCounts.View view =
        moment.isPresent()
            ? past.view(measure, moment.get(), scope.leaves())
            : past.now(scope.leaves()).apply(measure);
    CountSnapshot counts = view.counts();
    Set<Long> shown = view.shown();
    Norms count = norms.now();
    List<GridValue> grids =
        counts.forest().nodes().stream()
            .filter(node -> only.isEmpty() || node.level() == only.getAsLong())
            .map(node -> {
              boolean open = shown.contains(node.id());
              return new GridValue(
                  node.id(),
                  node.code(),
                  node.name(),
                  open ? view.values().applyAsLong(node) : null,
                  !open,
                  open && view.rounded().test(node),
                  count
                      .find(node.subject())
                      .filter(norm -> norm.measure().name().equals(measure))
                      .orElse(null));
            })
            .toList();
    return unshared().body(new MeasureValues(counts.revision(), measure, grids));
  }

  @Operation(summary = "Every measure of one grid in force")
  @GetMapping(path = "/api/grids/{id}/aggregates", produces = "application/json")
  ResponseEntity<GridValues> grid(@PathVariable long id) {
    Function<String, PastCounts.View> now = past.now(scope.leaves());
    CountSnapshot counts = now.apply(CountSnapshot.RESIDENTS).counts();
    Node node = counts.forest().byId().get(id);
    if (node == null) {
      throw new ProblemException(WebProblems.NOT_FOUND, "There is no such grid.");
    }
    List<MeasureValue> values =
        aggregates.listMeasures().stream()
            .map(measure -> {
              PastCounts.View view = now.apply(measure.code());
              boolean open = view.shown().contains(id);
              return new MeasureValue(
                  measure.code(),
                  open ? view.values().applyAsLong(node) : null,
                  !open,
                  open && view.rounded().test(node));
            })
            .toList();
    return unshared()
        .body(
            new GridValues(
                counts.revision(),
                new CountedGrid(node.id(), node.code(), node.name(), node.level()),
                values));
  }

  /** What one reader may see is not for the next one. */
  private static ResponseEntity.BodyBuilder unshared() {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate());
  }
}
