/**
 * The land as it is divided: divisions from draft to force, their grids, the findings of the
 * doctor, the borders that tiles draw, every code that a grid ever had and which grids of today it
 * means.
 */
@ApplicationModule(allowedDependencies = {"access", "live", "map", "sql", "web"})
@OwnsTables({
  "division",
  "division_turn",
  "grid",
  "grid_closure",
  "grid_tile",
  "grid_border_tile",
  "finding",
  "given_code",
  "grid_lineage",
  "road"
})
@NullMarked
package org.gridmap.backend.land;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
