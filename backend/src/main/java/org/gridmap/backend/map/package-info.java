/**
 * How maps leave the town: vector tiles, and collections as OGC API - Features. Capabilities
 * implement the interfaces here; nothing here knows them.
 */
@ApplicationModule(allowedDependencies = {"access", "live", "sql", "web", "web :: ingress"})
@NullMarked
package org.gridmap.backend.map;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
