/**
 * Households and residents of the houses: read masked, changed under the version that was read,
 * each change with its history. Everything runs inside a transaction of the caller, under the
 * row-level security of his scope; outside it a person does not exist.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "audit :: cipher",
      "dictionary",
      "finder",
      "house",
      "idempotency",
      "land",
      "sql",
      "web"
    })
@OwnsTables({
  "person.household",
  "person.resident",
  "person.phone",
  "person.change",
  "person.house_tally",
  "person.register_revision",
  "person.declared_count",
  "person.reveal",
  "person.double_registration"
})
@NullMarked
package org.gridmap.backend.register;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
