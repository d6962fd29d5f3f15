/**
 * Server-sent events: every change of the map has a revision, under which what is drawn from it is
 * cached; streams of events tell open pages, until the session or the right of the listener ends.
 */
@ApplicationModule(allowedDependencies = {"access", "sql", "web"})
@Owns("map_change")
@Owns("tell_map_change()")
@NullMarked
package org.gridmap.backend.live;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
