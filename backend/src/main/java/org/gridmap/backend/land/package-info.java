/**
 * The land as it is divided: divisions from draft to force, their grids, the findings of the
 * coverage check, the borders that tiles draw, every code that a grid ever had and which grids of
 * today it means.
 */
@ApplicationModule(allowedDependencies = {"access", "live", "map", "sql", "web"})
@Owns(
    value = "division",
    readers = {
      "access",
      "finder",
      "house",
      "identity",
      "place",
      "plan",
      "publication",
      "register",
      "statistics"
    })
@Owns("division_number")
@Owns("number_division()")
@Owns("forget_division()")
@Owns("division_turn")
@Owns(
    value = "grid",
    readers = {
      "access",
      "finder",
      "house",
      "identity",
      "place",
      "plan",
      "publication",
      "register",
      "statistics"
    })
@Owns(
    value = "grid_closure",
    readers = {"access", "place", "register", "statistics"})
@Owns("grid_tile")
@Owns("grid_border_tile")
@Owns(
    value = "finding",
    readers = {"finder", "plan"})
@Owns("given_code")
@Owns("grid_lineage")
@Owns(
    value = "road",
    readers = {"finder", "plan", "publication"})
@Owns(
    value = "grids_of_code()",
    readers = {"access", "finder", "identity", "place"})
@Owns(value = "codes_of_grid()", readers = "place")
@Owns(value = "codes_of_grids()", readers = "access")
@Owns("find_codes_of_grids()")
@Owns("give_grid_codes()")
@Owns(
    value = "is_shown()",
    readers = {"finder", "house"})
@Owns("fill_grid_closure()")
@NullMarked
package org.gridmap.backend.land;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
