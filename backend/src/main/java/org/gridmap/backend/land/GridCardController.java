package org.gridmap.backend.land;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.code.GridKind;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the map shows beside a grid that somebody clicked. */
@Tag(name = "Town")
@RestController
class GridCardController {
  /**
   * @param id number of the grid
   * @param code its code, unique in the division
   * @param name its name
   * @param level 1 for the root
   */
  record GridLink(long id, String code, String name, int level) {}

  /**
   * @param id number of the grid
   * @param code its code, unique in the division
   * @param name its name
   * @param level 1 for the root
   * @param levelName what grids of the level are called
   * @param kind BASE, or EXCLUSIVE for one that serves a single institution
   * @param leaf whether no smaller grids lie in it
   * @param divisionId the division it belongs to
   * @param draft whether the division is not in force
   * @param parents the grids around it, the root first
   * @param children the grids directly in it, by code
   * @param areaSquareMetres area on the ellipsoid
   * @param houses houses in it
   * @param bounds west, south, east, north in degrees
   * @param labelPoint where its label stands: longitude, latitude
   * @param synthetic whether the division is made up
   * @param inScope whether the caller answers for all of it: only there may he do what his role may
   */
  record GridCard(
      long id,
      String code,
      String name,
      int level,
      String levelName,
      GridKind kind,
      boolean leaf,
      long divisionId,
      boolean draft,
      List<GridLink> parents,
      List<GridLink> children,
      double areaSquareMetres,
      int houses,
      List<Double> bounds,
      List<Double> labelPoint,
      boolean synthetic,
      boolean inScope) {}

  private record StoredGrid(
      long id,
      String code,
      String name,
      int level,
      String levelName,
      GridKind kind,
      boolean leaf,
      long divisionId,
      boolean draft,
      double areaSquareMetres,
      int houses,
      List<Double> bounds,
      List<Double> labelPoint,
      boolean synthetic) {
    GridCard toCard(List<GridLink> parents, List<GridLink> children, boolean inScope) {
      return new GridCard(
          id,
          code,
          name,
          level,
          levelName,
          kind,
          leaf,
          divisionId,
          draft,
          parents,
          children,
          areaSquareMetres,
          houses,
          bounds,
          labelPoint,
          synthetic,
          inScope);
    }
  }

  private static final RowMapper<StoredGrid> STORED = new RecordRowMapper<>(StoredGrid.class);
  private static final SqlFile CARD = SqlFile.of(GridCardController.class, "grid-card.sql");
  private static final SqlFile PARENTS = SqlFile.of(GridCardController.class, "grid-parents.sql");
  private static final SqlFile CHILDREN = SqlFile.of(GridCardController.class, "grid-children.sql");

  private final JdbcClient jdbc;
  private final Snapshots snapshots;
  private final Scope scope;

  GridCardController(@MapPool JdbcClient jdbc, @MapPool Snapshots snapshots, Scope scope) {
    this.jdbc = jdbc;
    this.snapshots = snapshots;
    this.scope = scope;
  }

  @Operation(summary = "A grid with the grids around it and in it")
  @GetMapping(path = "/api/grids/{id}", produces = "application/json")
  GridCard card(@PathVariable long id) {
    // What lies in whose scope is nothing that the pool of the map may ask.
    boolean inScope = scope.containsGrid(id);
    return snapshots.read(() -> read(id, inScope));
  }

  private GridCard read(long id, boolean inScope) {
    return CARD.on(jdbc)
        .param("id", id)
        .param("drafts", CurrentUser.get().has(Right.DRAFTS))
        .query(STORED)
        .optional()
        .map(grid -> grid.toCard(links(PARENTS, id), links(CHILDREN, id), inScope))
        .orElseThrow(() ->
            new ProblemException(WebProblems.NOT_FOUND, "There is nothing with this number."));
  }

  private List<GridLink> links(SqlFile statement, long id) {
    return statement.on(jdbc).param("id", id).query(new RecordRowMapper<>(GridLink.class)).list();
  }
}
