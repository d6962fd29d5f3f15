/**
 * Finding people inside the caller's scope: by what the mask shows freely, by more of a name or a
 * whole phone within a budget. What is searched for stands in no address and no log.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "cipher",
      "dictionary",
      "grid",
      "house",
      "resident",
      "sql",
      "web"
    })
@OwnsTables("person.lookup")
@NullMarked
package org.gridmap.backend.lookup;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
