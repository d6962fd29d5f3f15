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

/** Emergency resources over HTTP. */
@Tag(name = "Places")
@RestController
class ResourceController {
  /**
   * @param items emergency resources by number, 1,000 at most
   */
  record ResourceList(List<EmergencyResource> items) {}

  private final Resources resources;

  ResourceController(Resources resources) {
    this.resources = resources;
  }

  @Operation(summary = "Emergency resources, of one grid and everything below it if one is given")
  @GetMapping(path = "/api/resources", produces = "application/json")
  ResourceList list(
      @RequestParam(required = false) @Nullable Long grid,
      @RequestParam(required = false) EmergencyResource.@Nullable ResourceKind kind) {
    return new ResourceList(resources.list(grid, kind));
  }

  @Operation(summary = "Adds an emergency resource")
  @PostMapping(
      path = "/api/resources",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<EmergencyResource> add(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody EmergencyResource.ResourceInput body) {
    EmergencyResource added = resources.add(key, body);
    return ResponseEntity.status(HttpStatus.CREATED)
        .eTag(Versions.tag(added.version()))
        .header(HttpHeaders.LOCATION, "/api/resources/" + added.id())
        .body(added);
  }

  @Operation(summary = "An emergency resource")
  @GetMapping(path = "/api/resources/{id}", produces = "application/json")
  ResponseEntity<EmergencyResource> get(@PathVariable long id) {
    EmergencyResource found = resources.get(id);
    // The name of the grid is another one after a redraw, which the version does not count.
    return ResponseEntity.ok().eTag(Versions.tag(found.version(), found)).body(found);
  }

  @Operation(summary = "Changes an emergency resource")
  @PutMapping(
      path = "/api/resources/{id}",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<EmergencyResource> change(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody EmergencyResource.ResourceInput body) {
    EmergencyResource changed = resources.change(id, ifMatch, body);
    return ResponseEntity.ok().eTag(Versions.tag(changed.version())).body(changed);
  }

  @Operation(summary = "Removes an emergency resource")
  @DeleteMapping("/api/resources/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    resources.remove(id, ifMatch);
  }
}
