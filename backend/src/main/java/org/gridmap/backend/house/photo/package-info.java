/**
 * Photos of houses. People may be seen on them, so they lie with the register behind row-level
 * security.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "dictionary",
      "house",
      "idempotency",
      "photo",
      "sql",
      "web"
    })
@NullMarked
package org.gridmap.backend.house.photo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
