/**
 * Accounts: who may come in at all, how a password is checked without a crowd stopping the map,
 * one-time tokens, and what every server remembers of the rights of an account until somebody
 * changes them. How somebody comes in, and who lets him, stands in the packages inside.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "live", "sql", "web"})
@Owns(
    value = "account.account",
    readers = {"access(id, state)", "publication(id, name, state)"})
@Owns(
    value = "account.role_grant",
    readers = {
      "access(account_id, grid_code, role, state, valid_until)",
      "publication(account_id, grid_code, role, state, valid_until)"
    })
@Owns("account.session")
@Owns("account.second_factor")
@Owns("account.recovery_code")
@Owns("account.access_token")
@Owns("account.invitation")
@Owns("account.throttle")
@Owns("account.tell_account()")
@Owns("account.tell_owner()")
@NullMarked
package org.gridmap.backend.identity;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
