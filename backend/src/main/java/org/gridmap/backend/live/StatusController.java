package org.gridmap.backend.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.gridmap.backend.sql.DatabaseHealth;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server answers, for who starts it and who watches it. */
@Tag(name = "Installation")
@RestController
class StatusController {
  /**
   * @param up false while the server still loads what it needs for the first request
   * @param revision number of changes of the map that this server has followed
   */
  record ServerStatus(boolean up, long revision) {}

  private final MapChanges changes;
  private final ApplicationAvailability availability;
  private final DatabaseHealth database;

  StatusController(
      MapChanges changes, ApplicationAvailability availability, DatabaseHealth database) {
    this.changes = changes;
    this.availability = availability;
    this.database = database;
  }

  @Operation(summary = "Whether the server and its database answer")
  @GetMapping(path = "/api/status", produces = "application/json")
  ServerStatus status() {
    // Spring Boot says so when the sample and the first accounts are there, which begin only once
    // the server listens.
    boolean up = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    if (!database.isAnswering()) {
      throw new DataAccessResourceFailureException("The database does not answer.");
    }
    return new ServerStatus(up, changes.latest());
  }
}
