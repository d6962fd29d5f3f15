/** A plan as others draw it: its partition, its grids as GeoJSON, and as vector tiles. */
@ApplicationModule(allowedDependencies = {"access", "edit", "notation", "plan", "web"})
@NullMarked
package org.gridmap.backend.planview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
