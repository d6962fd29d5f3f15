/**
 * Telling pages what is new without being asked: streams of events that end with the session or the
 * right of whoever listens.
 */
@ApplicationModule(allowedDependencies = {"access", "web"})
@NullMarked
package org.gridmap.backend.push;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
