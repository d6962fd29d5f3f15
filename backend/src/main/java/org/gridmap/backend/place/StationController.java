package org.gridmap.backend.place;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
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

/** Service stations over HTTP. */
@Tag(name = "Places")
@RestController
class StationController {
  /**
   * @param items service stations by number, 1,000 at most
   */
  record StationList(List<Station> items) {}

  private final Stations stations;

  StationController(Stations stations) {
    this.stations = stations;
  }

  @Operation(summary = "Service stations, of one grid and everything below it if one is given")
  @GetMapping(path = "/api/stations", produces = "application/json")
  StationList list(@RequestParam(required = false) @Nullable Long grid) {
    return new StationList(stations.list(grid));
  }

  @Operation(summary = "Adds a service station")
  @PostMapping(path = "/api/stations", consumes = "application/json", produces = "application/json")
  ResponseEntity<Station> add(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody Station.StationInput body) {
    Station added = stations.add(key, body);
    return ResponseEntity.status(HttpStatus.CREATED)
        .eTag(Versions.tag(added.version()))
        .header(HttpHeaders.LOCATION, "/api/stations/" + added.id())
        .body(added);
  }

  @Operation(summary = "A service station")
  @GetMapping(path = "/api/stations/{id}", produces = "application/json")
  ResponseEntity<Station> get(@PathVariable long id) {
    Station found = stations.get(id);
    // The name of the grid is another one after a redraw, which the version does not count.
    return ResponseEntity.ok().eTag(Versions.tag(found.version(), found)).body(found);
  }

  @Operation(summary = "Changes a service station")
  @PutMapping(
      path = "/api/stations/{id}",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<Station> change(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody Station.StationInput body) {
    Station changed = stations.change(id, ifMatch, body);
    return ResponseEntity.ok().eTag(Versions.tag(changed.version())).body(changed);
  }

  @Operation(summary = "Removes a service station")
  @DeleteMapping("/api/stations/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    stations.remove(id, ifMatch);
  }
}
