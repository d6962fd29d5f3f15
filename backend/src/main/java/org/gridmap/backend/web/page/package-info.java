/** The web page of the map as plain files, and a page for people about each kind of problem. */
@ApplicationModule(allowedDependencies = {"web"})
@NullMarked
package org.gridmap.backend.web.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
