/**
 * The town at a glance: what the map opens with, its base map, and the search over everything that
 * has a name.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "dictionary",
      "house",
      "land",
      "live",
      "map",
      "register",
      "sql",
      "statistics",
      "web"
    })
@OwnsTables({"person.lookup"})
@NullMarked
package org.gridmap.backend.finder;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
