/**
 * The second thing a person shows after his password: a code from his phone, or a recovery code.
 */
@ApplicationModule(allowedDependencies = {"account", "cipher", "password", "web"})
@NullMarked
package org.gridmap.backend.secondfactor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
