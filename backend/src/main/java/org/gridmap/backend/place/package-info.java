/**
 * Service stations and emergency resources: points on the map that every signed-in role sees, and
 * that are changed by those who answer for the land they stand on.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "edit",
      "grid",
      "house",
      "idempotency",
      "ogcapi",
      "revision",
      "sql",
      "web"
    })
@OwnsTables({"station", "emergency_resource"})
@NullMarked
package org.gridmap.backend.place;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
