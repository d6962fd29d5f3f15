/** Roads: stored from imports, drawn under the grids. */
@ApplicationModule(allowedDependencies = {"access", "ogcapi", "revision", "sql", "web"})
@OwnsTables("road")
@NullMarked
package org.gridmap.backend.road;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
