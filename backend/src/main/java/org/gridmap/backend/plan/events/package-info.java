/**
 * Planners of one plan see each other and each other's edits at once, whichever server they use.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "live",
      "plan",
      "plan :: notation",
      "plan.workload",
      "sql",
      "web"
    })
@NullMarked
package org.gridmap.backend.plan.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
