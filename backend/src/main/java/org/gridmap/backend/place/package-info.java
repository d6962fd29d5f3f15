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
@OwnsTables({
  "station",
  "emergency_resource",
  "organisation",
  "organisation_revision",
  "person.organisation_contact",
  "staff",
  "assignment"
})
@NullMarked
package org.gridmap.backend.place;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
