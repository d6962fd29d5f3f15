/**
 * The town at a glance: what the map opens with, its base map, and the search over everything that
 * has a name.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "aggregate",
      "grid",
      "house",
      "ogcapi",
      "revision",
      "road",
      "sql",
      "web"
    })
@NullMarked
package org.gridmap.backend.overview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
