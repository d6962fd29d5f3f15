/** Secrets at the door: how a password is checked without a crowd stopping the map, and tokens. */
@ApplicationModule(allowedDependencies = "web")
@NullMarked
package org.gridmap.backend.password;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
