package org.gridmap.backend.house;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.Versions;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
   * @param floorAreaSquareMetres area of all storeys, null if unknown
   * @param renovation BARE, SIMPLE, FULL or UNDER_WAY, null if unknown
   * @param occupancy SELF_LIVED, RENTED, PRODUCTION, STORAGE, VACANT or MIXED, null if unknown
   * @param safety A to D, null if nobody looked
   * @param safetyFindings what was found, such as BLOCKED_EXIT
   * @param built year in which it was built, null if unknown
   * @param photos the photos that the caller may see
   * @param organisations how many organisations have their place in it
   * @param entrance longitude, latitude
   * @param grids the leaf grid first, then those around it, for the divisions shown
   * @param synthetic whether the house is made up
   * @param attribution who must be named beside it, may be empty
   * @param inScope whether the caller answers for it: only there may he do what his role may
   * @param version the version that a change is based on
   */
  record HouseCard(
      long id,
      String number,
      String name,
      String address,
      List<String> aliases,
      HouseFacts.Use use,
      String structure,
      @Nullable Integer floors,
      @Nullable Double heightMetres,
      @Nullable Double floorAreaSquareMetres,
      HouseFacts.@Nullable Renovation renovation,
      HouseFacts.@Nullable Occupancy occupancy,
      HouseFacts.@Nullable SafetyGrade safety,
      List<HouseFacts.SafetyFinding> safetyFindings,
      @Nullable Integer built,
      List<HousePhoto> photos,
      int organisations,
      List<Double> entrance,
      List<HouseGrid> grids,
      boolean synthetic,
      String attribution,
      boolean inScope,
      long version) {}

  /**
   * @param id number of the photo
   */
  record HousePhoto(long id) {}

  /**
   * @param houseId the house
   * @param items changes, the latest first, 500 at most
   */
  record HouseHistory(long houseId, List<HouseEdits.HouseChange> items) {}

  private record StoredHouse(
      long id,
      String number,
      String name,
      String address,
      List<String> aliases,
      HouseFacts.Use use,
      String structure,
      @Nullable Integer floors,
      @Nullable Double heightMetres,
      @Nullable Double floorAreaSquareMetres,
      HouseFacts.@Nullable Renovation renovation,
      HouseFacts.@Nullable Occupancy occupancy,
      HouseFacts.@Nullable SafetyGrade safety,
      List<HouseFacts.SafetyFinding> safetyFindings,
      @Nullable Integer built,
      List<Double> entrance,
      boolean synthetic,
      String attribution,
      long version) {
    HouseCard toCard(
        List<HousePhoto> photos, int organisations, List<HouseGrid> grids, boolean inScope) {
      return new HouseCard(
          id,
          number,
          name,
          address,
          aliases,
          use,
          structure,
          floors,
          heightMetres,
          floorAreaSquareMetres,
          renovation,
          occupancy,
          safety,
          safetyFindings,
          built,
          photos,
          organisations,
          entrance,
          grids,
          synthetic,
          attribution,
          inScope,
          version);
    }
  }

  private static final RowMapper<StoredHouse> STORED = new RecordRowMapper<>(StoredHouse.class);
  private static final SqlFile CARD = SqlFile.of(HouseCardController.class, "house-card.sql");
  private static final SqlFile GRIDS = SqlFile.of(HouseCardController.class, "house-grids.sql");
  private static final RowMapper<HouseGrid> GRID = new RecordRowMapper<>(HouseGrid.class);

  private final JdbcClient jdbc;
  private final Snapshots snapshots;
  private final Scope scope;
  private final HouseEdits edits;
  private final List<HouseCardPart> parts;
  private final JsonMapper json;

  HouseCardController(
      JdbcClient jdbc,
      Snapshots snapshots,
      Scope scope,
      HouseEdits edits,
      List<HouseCardPart> parts,
      JsonMapper json) {
    this.jdbc = jdbc;
    this.snapshots = snapshots;
    this.scope = scope;
    this.edits = edits;
    this.parts = List.copyOf(parts);
    this.json = json;
  }

  @Operation(summary = "A house with the grids it lies in")
  @GetMapping(path = "/api/houses/{id}", produces = "application/json")
  ResponseEntity<HouseCard> card(@PathVariable long id) {
    return answer(snapshots.read(() -> read(id)));
  }

  @Operation(
      summary = "Changes facts of a house",
      description = "A field that is left out stays as it is; null says that it is not known.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = HouseFacts.class))))
  @PutMapping(
      path = "/api/houses/{id}",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<HouseCard> change(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody ObjectNode body) {
    edits.change(id, ifMatch, facts(body), body);
    return answer(snapshots.read(() -> read(id)));
  }

  @Operation(summary = "Who changed which fact of a house")
  @GetMapping(path = "/api/houses/{id}/history", produces = "application/json")
  ResponseEntity<HouseHistory> history(@PathVariable long id) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new HouseHistory(id, edits.history(id)));
  }

  private static ResponseEntity<HouseCard> answer(HouseCard card) {
    return ResponseEntity.ok().eTag(Versions.tag(card.version(), card)).body(card);
  }

  private HouseFacts facts(ObjectNode body) {
    try {
      return json.treeToValue(body, HouseFacts.class);
    } catch (JacksonException e) {
      throw new ProblemException(
          WebProblems.MALFORMED_REQUEST, "The body of the request cannot be read.");
    }
  }

  private HouseCard read(long id) {
    List<HouseGrid> grids = GRIDS.on(jdbc).param("id", id).query(GRID).list();
    List<HousePhoto> photos =
        parts.stream().flatMap(part -> part.photos(id).stream()).map(HousePhoto::new).toList();
    boolean inScope = scope.containsHouse(id);
    int organisations = parts.stream().mapToInt(part -> part.organisations(id)).sum();
    return CARD.on(jdbc)
        .param("id", id)
        .query(STORED)
        .optional()
        .map(house -> house.toCard(photos, organisations, grids, inScope))
        .orElseThrow(() -> new ProblemException(WebProblems.NOT_FOUND, "There is no such house."));
  }
}
