/**
 * Accounts: who may sign in, how passwords are hashed without taking the map's processors, one-time
 * tokens, and the rights of accounts that every server keeps in memory until they change. Sessions,
 * second factors and administration are packages inside.
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
