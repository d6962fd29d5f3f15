/**
 * Divisions of land and their grids: stored as trees, checked by the coverage doctor before they
 * come into force.
 */
@ApplicationModule(allowedDependencies = {"access", "ogcapi", "revision", "sql", "web"})
@OwnsTables({
  "division",
  "division_turn",
  "grid",
  "grid_closure",
  "grid_tile",
  "grid_border_tile",
  "finding"
})
@NullMarked
package org.gridmap.backend.grid;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
