/**
 * Companies, shops, party branches and let houses, each in a house. Who stands behind one is a
 * person: sealed, behind row-level security, and shown masked to those in whose scope the house is.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "aggregate",
      "audit",
      "cipher",
      "dictionary",
      "edit",
      "grid",
      "house",
      "idempotency",
      "sql",
      "web"
    })
@OwnsTables({"organisation", "organisation_revision", "person.organisation_contact"})
@NullMarked
package org.gridmap.backend.organisation;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
