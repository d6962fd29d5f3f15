/**
 * How maps are served: vector tiles, and collections as OGC API - Features. Other modules implement
 * the interfaces here; this module depends on none of them.
 */
@ApplicationModule(allowedDependencies = {"access", "live", "sql", "web", "web :: ingress"})
@NullMarked
package org.gridmap.backend.map;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
