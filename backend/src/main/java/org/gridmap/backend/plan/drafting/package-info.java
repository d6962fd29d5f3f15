/**
 * Drawing a plan: operations applied, tried and taken back, fixes for open land, the brush, roads
 * that a border may follow, codes for new grids. Edits of one plan follow each other; those that
 * touch nothing in common merge by themselves, of two that do the later one is told so.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "land",
      "plan",
      "plan :: notation",
      "plan.workload",
      "sql",
      "web"
    })
@NullMarked
package org.gridmap.backend.plan.drafting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
