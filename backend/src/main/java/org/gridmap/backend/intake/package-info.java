/**
 * Imports: files become divisions, houses and roads, each import whole or not at all; the sample
 * town.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "event",
      "event :: calendar",
      "event :: workflow",
      "house",
      "identity",
      "land",
      "land :: road",
      "live",
      "place",
      "place :: organisation",
      "place :: staff",
      "register :: load",
      "sql"
    })
@Owns(value = "import_run", readers = "identity")
@NullMarked
package org.gridmap.backend.intake;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
