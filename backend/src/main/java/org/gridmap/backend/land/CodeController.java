package org.gridmap.backend.land;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.land.Lineages.DatedDescent;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a code means today, and how that came about. */
@Tag(name = "Town")
@RestController
class CodeController {
  /**
   * @param gridId number of a grid in force
   * @param code its code
   * @param name its name
   */
  record GridOfCode(long gridId, String code, String name) {}

  /**
   * @param code the code asked for
   * @param inForce the grids that it means today; none where its land is no grid any more
   * @param lineage what it came from and became, oldest first
   */
  record CodeHistory(String code, List<GridOfCode> inForce, List<DatedDescent> lineage) {}

  private final GridCodes codes;
  private final Lineages lineages;

  CodeController(GridCodes codes, Lineages lineages) {
    this.codes = codes;
    this.lineages = lineages;
  }

  /**
   * @throws ProblemException not-found for a code that never was in force, also one that a plan
   *     reserved
   */
  @Operation(summary = "The grids of today that a code means, also one that a redraw replaced")
  @GetMapping(path = "/api/codes/{code}", produces = "application/json")
  @Transactional(readOnly = true)
  public CodeHistory history(@PathVariable String code) {
    if (!lineages.wasInForce(code)) {
      throw new ProblemException(WebProblems.NOT_FOUND, "No grid in force has or had this code.");
    }
    return new CodeHistory(
        code,
        codes.resolve(code).stream()
            .map(grid -> new GridOfCode(grid.id(), grid.code(), grid.name()))
            .toList(),
        lineages.list(code));
  }
}
