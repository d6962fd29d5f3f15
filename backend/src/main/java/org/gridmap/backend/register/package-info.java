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
      "house",
      "idempotency",
      "sql",
      "web"
    })
@Owns(value = "person.household", readers = "finder")
@Owns(value = "person.resident", readers = "finder")
@Owns(value = "person.phone", readers = "finder")
@Owns("person.change")
@Owns(value = "person.house_tally", readers = "statistics")
@Owns("person.register_revision")
@Owns("person.declared_count")
@Owns("person.reveal")
@Owns("person.double_registration")
@Owns("person.village_of()")
@Owns("person.place_household()")
@Owns("person.place_resident()")
@Owns("person.place_phone()")
@Owns("person.follow_household()")
@Owns("person.follow_resident()")
@NullMarked
package org.gridmap.backend.register;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
