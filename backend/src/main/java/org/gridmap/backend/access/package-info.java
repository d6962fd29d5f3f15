/**
 * Who may do what: roles and rights, the table of routes, the caller of a request, and the scope
 * that every transaction on his behalf works under.
 */
@ApplicationModule(allowedDependencies = {"sql", "web"})
@Owns("account.answers_for_area()")
@Owns("account.answers_for_grid()")
@Owns("account.answers_for_house()")
@Owns(
    value = "account.current_account()",
    readers = {"event", "finder", "idempotency", "register"})
@Owns("account.granted_grids()")
@Owns("account.granted_leaves()")
@Owns(value = "account.house_in_hand()", readers = "register")
@Owns("account.is_grid()")
@Owns("account.is_house()")
@Owns("account.take_house()")
@Owns(
    value = "account.resident_leaves()",
    readers = {"house", "place", "register"})
@Owns(value = "account.resident_codes()", readers = "event")
@Owns("account.scope_leaves()")
@Owns("account.scope_mark()")
@Owns(
    value = "account.visible_villages()",
    readers = {"house", "place", "register"})
@NullMarked
package org.gridmap.backend.access;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
