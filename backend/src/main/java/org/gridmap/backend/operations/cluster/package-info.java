/**
 * The private PostGIS cluster of one installation: found, created, started and stopped here.
 * Nothing in this module knows Spring, so the command line and the tests use it alike.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.gridmap.backend.operations.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
