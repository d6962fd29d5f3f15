/**
 * Service stations and emergency resources: points on the map that every signed-in role sees, and
 * that are changed by those who answer for the land they stand on. Inside: what is in a house
 * beside people, and who is in service.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "audit :: cipher",
      "dictionary",
      "house",
      "idempotency",
      "land",
      "live",
      "map",
      "sql",
      "statistics",
      "web"
    })
@Owns(value = "station", readers = "publication")
@Owns(value = "emergency_resource", follows = "house")
@Owns(value = "organisation", readers = "publication", follows = "house")
@Owns("organisation_revision")
@Owns(value = "person.organisation_contact", follows = "house")
@Owns(value = "staff", readers = "publication(id, name)")
@Owns(
    value = "assignment",
    readers = "publication(staff_id, grid_code, role, valid)",
    follows = "house")
@NullMarked
package org.gridmap.backend.place;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
