/**
 * Imports: files become divisions, houses and roads, each import whole or not at all; the sample
 * town.
 */
@ApplicationModule(allowedDependencies = {"grid", "house", "revision", "road"})
@NullMarked
package org.gridmap.backend.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
