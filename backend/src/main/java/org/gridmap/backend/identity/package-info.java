/**
 * Accounts: who may come in at all, how a password is checked without a crowd stopping the map,
 * one-time tokens, and what every server remembers of the rights of an account until somebody
 * changes them. How somebody comes in, and who lets him, stands in the packages inside.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "intake", "land", "sql", "web"})
@OwnsTables({
  "account.session",
  "account.second_factor",
  "account.recovery_code",
  "account.access_token",
  "account.invitation",
  "account.throttle"
})
@NullMarked
package org.gridmap.backend.identity;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
