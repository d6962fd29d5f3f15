/** How the interface describes itself as OpenAPI. */
@ApplicationModule(allowedDependencies = {"access", "web"})
@NullMarked
package org.gridmap.backend.apidoc;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
