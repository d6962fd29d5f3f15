/**
 * Reconciliation of the register: sums by house, grid and village against declared counts, with the
 * rows that break them; people without a house; people who are registered twice; how complete the
 * records are. It warns and refuses nothing, and shows each account its own scope only.
 */
@ApplicationModule(allowedDependencies = {"access", "dictionary", "register", "sql"})
@NullMarked
package org.gridmap.backend.register.reconcile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
