/** Houses: stored from imports, each in exactly one leaf grid of every division around it. */
@ApplicationModule(allowedDependencies = {"grid", "ogcapi", "revision", "web"})
@NullMarked
package org.gridmap.backend.house;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
