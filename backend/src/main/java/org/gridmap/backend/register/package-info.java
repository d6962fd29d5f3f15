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
@Owns(value = "person.household", readers = "finder(id, room)", follows = "house", people = true)
@Owns(
    value = "person.resident",
    readers =
        "finder(id, birth_year, house_id, household_id, id_number_index, name, relation, removed_at, search_line, sex)",
    follows = "house",
    people = true)
@Owns(
    value = "person.phone",
    readers = "finder(number_index, resident_id)",
    follows = "house",
    people = true)
@Owns(value = "person.change", follows = "house", people = true)
@Owns(
    value = "person.house_tally",
    readers =
        "statistics(house_id, at_home, away, care_needs, children, elders, floating, households, moved_out, permanent, registered, residents)",
    follows = "house")
@Owns("person.register_revision")
@Owns(value = "person.declared_count", follows = "house")
@Owns("person.reveal")
@Owns(value = "person.double_registration", people = true)
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
