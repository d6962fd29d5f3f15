/**
 * Whether a division keeps the rules of division: one line for each rule, with figures and the
 * grids that break it.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "comparison",
      "house",
      "lineage",
      "organisation",
      "place",
      "plan",
      "road",
      "sql",
      "staff",
      "web"
    })
@NullMarked
package org.gridmap.backend.compliance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
