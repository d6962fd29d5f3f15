/**
 * Accounts: who may come in at all, the hash of a password, one-time invitations, and what every
 * server remembers of an account's rights until somebody changes them.
 */
@ApplicationModule(allowedDependencies = {"access", "sql", "web"})
@OwnsTables({
  "account.session",
  "account.second_factor",
  "account.recovery_code",
  "account.access_token",
  "account.invitation",
  "account.throttle"
})
@NullMarked
package org.gridmap.backend.account;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
