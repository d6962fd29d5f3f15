/**
 * The overview that the map opens with, its base map, and the search over grids, houses and roads
 * by name.
 */
@ApplicationModule(
    allowedDependencies = {"access", "land", "live", "map", "sql", "statistics", "web"})
@Owns("person.lookup")
@Owns(
    value = "search_line()",
    readers = {"house", "land"})
@Owns(
    value = "search_pairs()",
    readers = {"house", "land"})
@NullMarked
package org.gridmap.backend.finder;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
