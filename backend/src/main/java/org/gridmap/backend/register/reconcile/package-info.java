/**
 * Does the register add up? Sums by house, grid and village against what is declared, with the rows
 * that break them; people without a house; people who are registered twice; how complete the
 * records are. It warns and refuses nothing, and tells each account about its own scope only.
 */
@ApplicationModule(allowedDependencies = {"access", "dictionary", "register", "sql"})
@NullMarked
package org.gridmap.backend.register.reconcile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
