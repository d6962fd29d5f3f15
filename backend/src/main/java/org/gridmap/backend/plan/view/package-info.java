/** A plan as others draw it: its partition, its grids as GeoJSON, and as vector tiles. */
@ApplicationModule(allowedDependencies = {"land", "map", "plan", "plan :: notation", "web"})
@NullMarked
package org.gridmap.backend.plan.view;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
