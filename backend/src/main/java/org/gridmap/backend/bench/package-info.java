/** Measures the product against references in the same run; for people, not for the product. */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "account",
      "grid",
      "house",
      "intake",
      "ogcapi",
      "password",
      "register",
      "resident",
      "sql"
    })
@NullMarked
package org.gridmap.backend.bench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
