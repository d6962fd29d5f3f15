/**
 * Divisions of land and their grids: stored as trees, checked by the coverage doctor before they
 * come into force.
 */
@ApplicationModule(allowedDependencies = {"ogcapi", "revision", "web"})
@NullMarked
package org.gridmap.backend.grid;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
