/**
 * What every change of something stored shares: the version that it is based on, and the fields
 * whose values are not allowed.
 */
@ApplicationModule(allowedDependencies = "web")
@NullMarked
package org.gridmap.backend.edit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
