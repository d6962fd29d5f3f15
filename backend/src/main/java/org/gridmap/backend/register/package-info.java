/**
 * Work on the whole register, as the system and not for somebody: loading many people at once,
 * finding houses again after an import, writing head counts to houses, destroying what was kept
 * long enough.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "cipher",
      "dictionary",
      "grid",
      "house",
      "idempotency",
      "lookup",
      "resident",
      "reveal",
      "sql"
    })
@OwnsTables("person.declared_count")
@NullMarked
package org.gridmap.backend.register;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
