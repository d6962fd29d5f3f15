/**
 * What a plan means for those who work in its grids: houses, people and organisations counted by
 * grid, area, compactness and workload, kept up with every edit. Reads tallies of houses by the
 * job, never people.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "idempotency",
      "live",
      "plan",
      "register",
      "sql",
      "statistics",
      "web"
    })
@NullMarked
package org.gridmap.backend.plan.workload;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
