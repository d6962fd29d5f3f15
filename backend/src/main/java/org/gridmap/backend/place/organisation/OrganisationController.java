package org.gridmap.backend.place.organisation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Organisations in houses. */
@Tag(name = "Places")
@RestController
class OrganisationController {
  /**
   * @param items organisations by number
   * @param next what {@code after} must be for those that follow; null if these are the last
   */
  record OrganisationList(List<Organisation> items, @Nullable Long next) {}

  private final Organisations organisations;

  OrganisationController(Organisations organisations) {
    this.organisations = organisations;
  }

  @Operation(summary = "The organisations of a house")
  @GetMapping(path = "/api/houses/{id}/organisations", produces = "application/json")
  ResponseEntity<OrganisationList> ofHouse(@PathVariable long id) {
    return list(organisations.listOfHouse(id));
  }

  @Operation(summary = "The organisations of a grid and of everything below it")
  @GetMapping(path = "/api/grids/{id}/organisations", produces = "application/json")
  ResponseEntity<OrganisationList> ofGrid(
      @PathVariable long id, @RequestParam(defaultValue = "0") long after) {
    return list(organisations.listOfGrid(id, after));
  }

  @Operation(summary = "Adds an organisation to a house")
  @PostMapping(
      path = "/api/houses/{id}/organisations",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<Organisation> add(
      @PathVariable long id,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody OrganisationInput body) {
    Organisation added = organisations.add(id, key, body);
    return answer(HttpStatus.CREATED, added, "/api/organisations/" + added.id());
  }

  @Operation(summary = "An organisation")
  @GetMapping(path = "/api/organisations/{id}", produces = "application/json")
  ResponseEntity<Organisation> get(@PathVariable long id) {
    return answer(HttpStatus.OK, organisations.get(id), null);
  }

  @Operation(summary = "Changes an organisation")
  @PutMapping(
      path = "/api/organisations/{id}",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<Organisation> change(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody OrganisationInput body) {
    return answer(HttpStatus.OK, organisations.change(id, ifMatch, body), null);
  }

  @Operation(summary = "Removes an organisation")
  @DeleteMapping("/api/organisations/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    organisations.remove(id, ifMatch);
  }

  /** Masked or not, somebody's name is in it: nobody keeps it. */
  private static ResponseEntity<OrganisationList> list(List<Organisation> items) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new OrganisationList(
                items, items.size() < Organisations.MOST ? null : items.getLast().id()));
  }

  private static ResponseEntity<Organisation> answer(
      HttpStatus status, Organisation organisation, @Nullable String location) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status)
            .cacheControl(CacheControl.noStore())
            // The tag has nothing of the contact in it.
            .eTag(Versions.tag(organisation.version()));
    if (location != null) {
      answer.header(HttpHeaders.LOCATION, location);
    }
    return answer.body(organisation);
  }
}
