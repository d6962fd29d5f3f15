/**
 * Imports: files become divisions, houses and roads, each import whole or not at all; the sample
 * town.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "account",
      "audit",
      "grid",
      "house",
      "organisation",
      "place",
      "register",
      "revision",
      "road",
      "sql",
      "staff"
    })
@OwnsTables("import_run")
@NullMarked
package org.gridmap.backend.intake;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
