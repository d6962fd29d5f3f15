/**
 * What is different between two divisions of an area, published ones or plans: grids, land, houses,
 * people, who is responsible, and whose records become visible to whom.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "account",
      "aggregate",
      "audit",
      "grid",
      "house",
      "lineage",
      "notation",
      "plan",
      "publication",
      "resident",
      "sql",
      "staff",
      "web"
    })
@NullMarked
package org.gridmap.backend.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
