package org.gridmap.backend.land;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.Paging;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.coverage.FindingKind;
import org.gridmap.geodata.coverage.GapKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The findings of the coverage check in a division, those that concern most people first. */
@Tag(name = "Town")
@RestController
class FindingController {
  private static final int USUAL_LIMIT = 50;
  private static final int GREATEST_LIMIT = 1000;

  /**
   * A geometry as GeoJSON; only described here, the database writes it.
   *
   * @param type such as Polygon
   * @param coordinates nested as the type wants, longitude first
   */
  @Schema(name = "GeoJsonGeometry")
  record GeoJsonGeometry(String type, List<Object> coordinates) {}

  /**
   * @param id number of the finding
   * @param ordinal place in the list, from 1
   * @param kind what is wrong
   * @param gapKind for a gap: ENCLOSED, INLET or BOUNDARY
   * @param areaSquareMetres area on the ellipsoid; 0 for a line or a point
   * @param houses houses in it
   * @param people residents of these houses, in tens; null where they are fewer than five
   * @param grids codes of the grids involved
   * @param detail more about it, may be empty
   * @param approximate whether it rests on a reading of invalid rings
   * @param place where to look: longitude, latitude
   * @param bounds west, south, east, north in degrees
   * @param geometry its shape
   */
  record FoundFault(
      long id,
      int ordinal,
      @Schema(implementation = FindingKind.class) String kind,
      @Schema(implementation = GapKind.class) @Nullable String gapKind,
      double areaSquareMetres,
      int houses,
      @Nullable Integer people,
      List<String> grids,
      String detail,
      boolean approximate,
      List<Double> place,
      List<Double> bounds,
      @JsonRawValue @Schema(implementation = GeoJsonGeometry.class) String geometry) {}

  /**
   * @param total number of findings in the division
   * @param items the part asked for
   */
  record FindingPage(long total, List<FoundFault> items) {}

  private static final RowMapper<FoundFault> FAULT = new RecordRowMapper<>(FoundFault.class);
  private static final SqlFile LIST = SqlFile.of(FindingController.class, "finding-list.sql");
  private static final SqlFile COUNT = SqlFile.of(FindingController.class, "finding-count.sql");

  private final JdbcClient jdbc;
  private final Snapshots snapshots;

  FindingController(@MapPool JdbcClient jdbc, @MapPool Snapshots snapshots) {
    this.jdbc = jdbc;
    this.snapshots = snapshots;
  }

  @Operation(summary = "The findings of a division, those that concern most people first")
  @GetMapping(path = "/api/divisions/{id}/findings", produces = "application/json")
  FindingPage findings(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String offset) {
    Paging paging = Paging.of(limit, offset, USUAL_LIMIT, GREATEST_LIMIT);
    return snapshots.read(() -> {
      long total =
          COUNT
              .on(jdbc)
              .param("division", id)
              .query(Long.class)
              .optional()
              .orElseThrow(() ->
                  new ProblemException(
                      WebProblems.NOT_FOUND, "There is nothing with this number."));
      return new FindingPage(total, list(id, paging));
    });
  }

  private List<FoundFault> list(long division, Paging paging) {
    return LIST.on(jdbc)
        .param("division", division)
        .param("limit", paging.limit())
        .param("offset", paging.offset())
        .query(FAULT)
        .list();
  }
}
