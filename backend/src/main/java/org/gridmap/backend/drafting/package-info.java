/**
 * Drawing a plan: operations applied, tried and taken back, cures for open land, the brush, roads
 * that a border may follow, codes for new grids. Edits of one plan follow each other; those that
 * touch nothing in common merge by themselves, of two that do the later one is told so.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "edit",
      "grid",
      "house",
      "idempotency",
      "lineage",
      "notation",
      "plan",
      "road",
      "sql",
      "web",
      "workload"
    })
@NullMarked
package org.gridmap.backend.drafting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
