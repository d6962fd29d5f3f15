/**
 * What is different between two divisions of an area, published ones or plans: grids, land, houses,
 * people, who is responsible, and whose records become visible to whom.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "land",
      "place :: staff",
      "plan",
      "publication",
      "sql",
      "statistics",
      "web"
    })
@NullMarked
package org.gridmap.backend.publication.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
