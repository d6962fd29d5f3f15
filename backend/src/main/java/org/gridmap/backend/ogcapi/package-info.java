/**
 * How maps leave the town: vector tiles, and collections as OGC API - Features. Features of the
 * town implement the interfaces here; nothing here knows them.
 */
@ApplicationModule(allowedDependencies = {"access", "ingress", "revision", "sql", "web"})
@NullMarked
package org.gridmap.backend.ogcapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
