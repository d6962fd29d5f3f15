/**
 * Does the register add up? Sums by house, grid and village against what is declared, with the rows
 * that break them; people without a house; people who are registered twice; how complete the
 * records are. It warns and refuses nothing, and tells each account about its own scope only.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "dictionary",
      "grid",
      "house",
      "register",
      "resident",
      "sql",
      "web"
    })
@OwnsTables("person.double_registration")
@NullMarked
package org.gridmap.backend.reconcile;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
