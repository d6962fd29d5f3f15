/**
 * Coming in and staying in: login with a second factor, sessions, access tokens for programs, and
 * what keeps guessers out. Recognises the caller of every request.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "account",
      "audit",
      "cipher",
      "grid",
      "password",
      "secondfactor",
      "sql",
      "web"
    })
@NullMarked
package org.gridmap.backend.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
