/**
 * Photos of houses. People may be seen on them, so they lie with the register behind row-level
 * security. What is stored is a new picture made of the pixels of the one that was sent: nothing
 * that a camera wrote beside them gets in.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "dictionary",
      "edit",
      "house",
      "idempotency",
      "sql",
      "web"
    })
@OwnsTables("person.house_photo")
@NullMarked
package org.gridmap.backend.photo;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
