package org.gridmap.backend.house;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the map shows beside a house that somebody clicked. */
@Tag(name = "Town")
@RestController
class HouseCardController {
  /**
   * @param id number of the grid
   * @param code its code
   * @param name its name
   * @param level 1 for the root
   */
  record HouseGrid(long id, String code, String name, int level) {}

  /**
   * @param id number of the house
   * @param number house number, may be empty
   * @param name name of the building, may be empty
   * @param address address, may be empty
   * @param aliases other numbers and names
   * @param use RESIDENTIAL, COMMERCIAL, INDUSTRIAL, PUBLIC, MIXED, STORAGE or OTHER
   * @param structure what it is built of, may be empty
   * @param floors storeys above the ground, null if unknown
   * @param heightMetres height, null if unknown
   * @param residents number of residents, null if unknown
   * @param entrance longitude, latitude
   * @param grids the leaf grid first, then those around it, for the divisions shown
   * @param synthetic whether the house is made up
   * @param attribution who must be named beside it, may be empty
   */
  record HouseCard(
      long id,
      String number,
      String name,
      String address,
      List<String> aliases,
      String use,
      String structure,
      @Nullable Integer floors,
      @Nullable Double heightMetres,
      @Nullable Integer residents,
      List<Double> entrance,
      List<HouseGrid> grids,
      boolean synthetic,
      String attribution) {}

  private static final SqlFile CARD = SqlFile.of(HouseCardController.class, "house-card.sql");
  private static final SqlFile GRIDS = SqlFile.of(HouseCardController.class, "house-grids.sql");

  private final JdbcClient jdbc;
  private final Snapshots snapshots;

  HouseCardController(JdbcClient jdbc, Snapshots snapshots) {
    this.jdbc = jdbc;
    this.snapshots = snapshots;
  }

  @Operation(summary = "A house with the grids it lies in")
  @GetMapping(path = "/api/houses/{id}", produces = "application/json")
  HouseCard card(@PathVariable long id) {
    return snapshots.read(() -> read(id));
  }

  private HouseCard read(long id) {
    List<HouseGrid> grids =
        GRIDS
            .on(jdbc)
            .param("id", id)
            .query((row, n) ->
                new HouseGrid(
                    row.getLong("id"),
                    row.getString("code"),
                    row.getString("name"),
                    row.getInt("level")))
            .list();
    return CARD.on(jdbc)
        .param("id", id)
        .query((row, n) ->
            new HouseCard(
                row.getLong("id"),
                row.getString("number"),
                row.getString("name"),
                row.getString("address"),
                List.of((String[]) row.getArray("aliases").getArray()),
                row.getString("use"),
                row.getString("structure"),
                row.getObject("floors", Integer.class),
                row.getObject("height_metres", Double.class),
                row.getObject("resident_count", Integer.class),
                List.of(row.getDouble("lon"), row.getDouble("lat")),
                grids,
                row.getBoolean("synthetic"),
                row.getString("attribution")))
        .optional()
        .orElseThrow(() -> new ProblemException(WebProblems.NOT_FOUND, "There is no such house."));
  }
}
