/** The description of the HTTP interface, with the right that each route asks for. */
@ApplicationModule(allowedDependencies = {"access", "web"})
@NullMarked
package org.gridmap.backend.access.apidoc;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
