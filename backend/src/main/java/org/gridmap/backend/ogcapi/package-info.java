/**
 * The map as other programs read it: OGC API Features and vector tiles. Features of the town put
 * themselves on the map through {@code MapCollection} and {@link
 * org.gridmap.backend.ogcapi.TileLayer}; this module knows none of them.
 */
@ApplicationModule(allowedDependencies = {"revision", "sql", "web"})
@NullMarked
package org.gridmap.backend.ogcapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
