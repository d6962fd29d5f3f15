/**
 * Finding people inside the caller's scope: by what the mask shows freely, by more of a name or a
 * whole phone within a budget. What is searched for stands in no address and no log.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "audit :: cipher",
      "dictionary",
      "register",
      "sql",
      "web"
    })
@NullMarked
package org.gridmap.backend.finder.lookup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
