/**
 * Plans as files of other programs: out with the numbers that the caller may see, in as one step of
 * the log, after he saw what the file would change.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "land",
      "plan",
      "plan :: notation",
      "plan.drafting",
      "plan.workload",
      "web"
    })
@NullMarked
package org.gridmap.backend.plan.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
