/** Houses: stored from imports, each in exactly one leaf grid of every division around it. */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "land",
      "live",
      "map",
      "map :: tiles3d",
      "sql",
      "web"
    })
@Owns(
    value = "house",
    readers = {
      "access(id)",
      "finder(id, address, aliases, attribution, entrance, footprint, name, number, synthetic)",
      "plan(id, entrance)",
      "publication(id, address, entrance, number)",
      "register(id, name, number, resident_count, source, source_id)",
      "statistics(id, entrance, floors, footprint_3857, use)"
    })
@Owns("house_bodies()")
@Owns("house_change")
@Owns(
    value = "house_grid",
    follows = "grid",
    readers = {"access", "finder", "place", "publication", "register", "statistics"})
@Owns("house_overview")
@Owns("house_tile")
@Owns(value = "house_leaf_tile", follows = "division_number")
@Owns("house_tile_number()")
@Owns("fill_house_tile()")
@Owns("fill_house_leaf_tile()")
@Owns("person.house_photo")
@NullMarked
package org.gridmap.backend.house;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
