/** Every change of the map has a number; what is drawn from it is kept under that number. */
@ApplicationModule(allowedDependencies = {"sql"})
@OwnsTables("map_change")
@NullMarked
package org.gridmap.backend.revision;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
