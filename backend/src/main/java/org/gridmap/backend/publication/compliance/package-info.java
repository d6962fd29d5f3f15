/**
 * Whether a division keeps the rules of division: one line for each rule, with figures and the
 * grids that break it.
 */
@ApplicationModule(
    allowedDependencies = {"land", "publication.comparison", "sql", "statistics", "web"})
@NullMarked
package org.gridmap.backend.publication.compliance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
