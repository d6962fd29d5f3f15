/**
 * Who gets an account and which roles it has: users, grants that need a second person, invitations,
 * and the first accounts of an installation.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "account",
      "audit",
      "edit",
      "grid",
      "intake",
      "password",
      "sql",
      "web"
    })
@NullMarked
package org.gridmap.backend.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
