package org.gridmap.backend.revision;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server answers, for who starts it and who watches it. */
@Tag(name = "Installation")
@RestController
class StatusController {
  /**
   * @param up false while the server still loads what it needs for its first guest
   * @param revision number of changes of the map that this server has followed
   */
  record ServerStatus(boolean up, long revision) {}

  private final MapChanges changes;

  private volatile boolean ready;

  StatusController(MapChanges changes) {
    this.changes = changes;
  }

  /** After the sample and the first accounts, which are made once the server listens. */
  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    ready = true;
  }

  @Operation(summary = "Whether the server and its database answer")
  @GetMapping(path = "/api/status", produces = "application/json")
  ServerStatus status() {
    return new ServerStatus(ready, changes.latest());
  }
}
