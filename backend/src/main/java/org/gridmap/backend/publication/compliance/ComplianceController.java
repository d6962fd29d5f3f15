package org.gridmap.backend.publication.compliance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridmap.backend.publication.comparison.ComparedDivision;
import org.gridmap.backend.publication.comparison.ComparedDivisions;
import org.gridmap.backend.statistics.NormBook;
import org.gridmap.backend.statistics.Norms;
import org.gridmap.backend.web.FailsWith;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether a division keeps the rules of division. */
@Tag(name = "Plans")
@RestController
class ComplianceController {
  /**
   * @param of the division or plan
   * @param at when it was examined
   * @param exact whether people are counted exactly; in tens otherwise
   * @param rules one line for each rule
   */
  record Compliance(ComparedDivision.Label of, Instant at, boolean exact, List<RuleResult> rules) {}

  private final ComparedDivisions sides;
  private final RuleInputs matters;
  private final ComplianceProperties limits;
  private final NormBook norms;

  ComplianceController(
      ComparedDivisions sides, RuleInputs matters, ComplianceProperties limits, NormBook norms) {
    this.sides = sides;
    this.matters = matters;
    this.limits = limits;
    this.norms = norms;
  }

  @Operation(
      summary = "The rules of division, one by one: kept or not, figures, offending grids",
      description = "Of a published division, a draft of an import, or a plan as it is now.")
  @FailsWith({"plan-damaged", "not-found"})
  @GetMapping(path = "/api/compliance", produces = "application/json")
  @Transactional(readOnly = true)
  public ResponseEntity<Compliance> examine(
      @Parameter(description = "number of a division, or plan: and the number of a plan")
          @RequestParam
          String of) {
    ComparedDivision side = sides.get("of", of);
    boolean exact = sides.isExact(side);
    RuleInput matter = matters.of(side, exact);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new Compliance(side.label(), Instant.now(), exact, rules(matter, limits, norms.now())));
  }

  private static List<RuleResult> rules(
      RuleInput matter, ComplianceProperties limits, Norms norms) {
    return Stream.of(
            Stream.of(
                BorderRules.clear(matter, limits),
                BorderRules.contiguous(matter),
                BorderRules.covered(matter)),
            SizeRules.list(matter, norms).stream(),
            Stream.of(
                PeopleRules.workload(matter, limits),
                PeopleRules.exclusive(matter, limits),
                BorderRules.compact(matter, limits),
                PeopleRules.walkable(matter, limits),
                PeopleRules.station(matter, limits),
                PeopleRules.groups(matter),
                PeopleRules.duties(matter),
                BorderRules.noOrphan(matter)))
        .flatMap(Function.identity())
        .toList();
  }
}
