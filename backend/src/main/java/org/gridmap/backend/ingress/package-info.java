/**
 * What a request must be before anybody looks at it, whatever its route: it comes from the address
 * that a configured proxy says, and all of its text is well formed.
 */
@ApplicationModule(allowedDependencies = "web")
@NullMarked
package org.gridmap.backend.ingress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
