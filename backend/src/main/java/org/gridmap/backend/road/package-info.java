/** Roads: stored from imports, drawn under the grids. */
@ApplicationModule(allowedDependencies = {"ogcapi", "revision", "web"})
@NullMarked
package org.gridmap.backend.road;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
