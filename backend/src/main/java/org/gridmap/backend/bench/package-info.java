/** Measures the product against references in the same run; for people, not for the product. */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "house",
      "identity",
      "intake",
      "land",
      "map",
      "register :: load",
      "sql"
    })
@NullMarked
package org.gridmap.backend.bench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
