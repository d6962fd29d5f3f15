package org.gridmap.backend.revision;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server answers, for who starts it and who watches it. */
@Tag(name = "Installation")
@RestController
class StatusController {
  /**
   * @param up always true: a server that is not up does not answer
   * @param revision number of changes of the map that this server has followed
   */
  record ServerStatus(boolean up, long revision) {}

  private final MapChanges changes;

  StatusController(MapChanges changes) {
    this.changes = changes;
  }

  @Operation(summary = "Whether the server and its database answer")
  @GetMapping(path = "/api/status", produces = "application/json")
  ServerStatus status() {
    return new ServerStatus(true, changes.latest());
  }
}
