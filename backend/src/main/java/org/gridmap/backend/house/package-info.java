/** Houses: stored from imports, each in exactly one leaf grid of every division around it. */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "dictionary",
      "idempotency",
      "land",
      "live",
      "map",
      "sql",
      "web"
    })
@OwnsTables({"house", "house_change", "house_grid", "house_overview", "person.house_photo"})
@NullMarked
package org.gridmap.backend.house;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
