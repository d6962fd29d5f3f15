/** Tells every open page that the map is different, so that nobody looks at yesterday's borders. */
@ApplicationModule(allowedDependencies = {"access", "push", "revision"})
@NullMarked
package org.gridmap.backend.mapevents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
