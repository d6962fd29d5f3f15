/**
 * Counts of grids: rolled up from the houses over the division in force, kept in memory for one
 * revision, and suppressed for those who do not answer for the people, so that no count that is too
 * small can be worked out from those that are shown.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "audit :: cipher",
      "dictionary",
      "land",
      "live",
      "register",
      "sql",
      "web"
    })
@Owns("area_norms")
@Owns(value = "grid_succession", follows = "grid")
@Owns("person.told_state")
@Owns("person.told_tally")
@NullMarked
package org.gridmap.backend.statistics;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
