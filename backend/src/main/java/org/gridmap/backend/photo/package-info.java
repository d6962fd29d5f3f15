/**
 * Pictures that somebody sends: each becomes a new picture made of its pixels, upright, and nothing
 * that a camera wrote beside them gets in.
 */
@ApplicationModule(allowedDependencies = {"access", "web"})
@NullMarked
package org.gridmap.backend.photo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
