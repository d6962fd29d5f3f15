/**
 * Plans: divisions of an area while they are being drawn. A plan is a partition, kept as a base and
 * a log of what was done to it, from draft to publication. Reading and changing one goes through
 * {@link org.gridmap.backend.plan.Plans}, which knows who may.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "house",
      "idempotency",
      "identity",
      "land",
      "live",
      "register",
      "sql",
      "statistics",
      "web"
    })
@OwnsTables({"plan", "plan_author", "plan_operation", "plan_snapshot", "plan_viewer"})
@NullMarked
package org.gridmap.backend.plan;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
