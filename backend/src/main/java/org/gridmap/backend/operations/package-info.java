/**
 * What runs an installation on a machine: the private database, and the commands of the console.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.gridmap.backend.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
