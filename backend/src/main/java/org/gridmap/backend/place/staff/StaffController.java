package org.gridmap.backend.place.staff;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.place.staff.StaffChain.Post;
import org.gridmap.backend.web.FailsWith;
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

/** Who is on duty where. */
@Tag(name = "Staff")
@RestController
class StaffController {
  /**
   * @param chain posts, the nearest first, in each grid the lead first
   */
  record Chain(List<Post> chain) {}

  /**
   * @param items those in service, by number
   */
  record StaffList(List<StaffMember> items) {}

  private final StaffChain chain;
  private final StaffRegister register;
  private final Assignments assignments;

  StaffController(StaffChain chain, StaffRegister register, Assignments assignments) {
    this.chain = chain;
    this.register = register;
    this.assignments = assignments;
  }

  @Operation(
      summary = "Who answers for a grid",
      description =
          "From the grid up to the village, as of today. A post that must be held and is not has"
              + " vacant = true.")
  @GetMapping(path = "/api/grids/{id}/staff", produces = "application/json")
  Chain ofGrid(@PathVariable long id) {
    return new Chain(chain.ofGrid(id));
  }

  @Operation(summary = "Who answers for a house, and for the grids around it")
  @GetMapping(path = "/api/houses/{id}/staff", produces = "application/json")
  Chain ofHouse(@PathVariable long id) {
    return new Chain(chain.ofHouse(id));
  }

  @Operation(summary = "Those in service, with what they answer for")
  @GetMapping(path = "/api/staff", produces = "application/json")
  StaffList list(
      @RequestParam(required = false) @Nullable Long grid,
      @RequestParam(required = false) @Nullable String name) {
    return new StaffList(register.list(grid, name));
  }

  @Operation(summary = "Enters somebody in service")
  @PostMapping(path = "/api/staff", consumes = "application/json", produces = "application/json")
  ResponseEntity<StaffMember> add(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody StaffMember.StaffInput body) {
    StaffMember added = register.add(key, body);
    return ResponseEntity.status(HttpStatus.CREATED)
        .eTag(Versions.tag(added.version()))
        .header(HttpHeaders.LOCATION, "/api/staff/" + added.id())
        .body(added);
  }

  @Operation(summary = "Somebody of the staff, also one who left")
  @GetMapping(path = "/api/staff/{id}", produces = "application/json")
  ResponseEntity<StaffMember> get(@PathVariable long id) {
    StaffMember member = register.get(id);
    return ResponseEntity.ok().eTag(Versions.tag(member.version(), member)).body(member);
  }

  @Operation(summary = "Changes an entry of the staff")
  @PutMapping(
      path = "/api/staff/{id}",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<StaffMember> change(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody StaffMember.StaffInput body) {
    StaffMember changed = register.change(id, ifMatch, body);
    return ResponseEntity.ok().eTag(Versions.tag(changed.version())).body(changed);
  }

  @Operation(summary = "Somebody leaves the service")
  @DeleteMapping("/api/staff/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void leave(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    register.leave(id, ifMatch);
  }

  @Operation(summary = "Assigns somebody to a grid or a house")
  @FailsWith("assignment-conflict")
  @PostMapping(
      path = "/api/assignments",
      consumes = "application/json",
      produces = "application/json")
  @ResponseStatus(HttpStatus.CREATED)
  Assignments.CreatedAssignment assign(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody Assignments.AssignmentInput body) {
    return assignments.add(key, body);
  }

  @Operation(summary = "Ends an assignment")
  @DeleteMapping("/api/assignments/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(@PathVariable long id) {
    assignments.end(id);
  }
}
