/**
 * The second thing a person shows after his password: a code from his phone, or a recovery code.
 */
@ApplicationModule(allowedDependencies = {"audit :: cipher", "identity", "web"})
@NullMarked
package org.gridmap.backend.identity.secondfactor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
