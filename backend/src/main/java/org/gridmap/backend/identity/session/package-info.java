/**
 * Authentication: login with a second factor, sessions, access tokens for programs, and the rate
 * limit against guessing. Recognises the caller of every request.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "audit :: cipher",
      "identity",
      "identity.secondfactor",
      "sql",
      "web"
    })
@NullMarked
package org.gridmap.backend.identity.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
