/**
 * What is new, told without being asked: every change of the map has a number under which what is
 * drawn from it is kept, and streams of events reach open pages until the session or the right of
 * whoever listens ends.
 */
@ApplicationModule(allowedDependencies = {"access", "sql", "web"})
@Owns("map_change")
@Owns("tell_map_change()")
@NullMarked
package org.gridmap.backend.live;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
