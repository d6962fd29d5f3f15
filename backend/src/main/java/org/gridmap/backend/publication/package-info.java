/**
 * How a plan comes into force: submitted, returned or approved by a second person, and published in
 * one transaction, with lineage, houses and tiles.
 */
@ApplicationModule(
    allowedDependencies = {"access", "audit", "house", "idempotency", "land", "plan", "web"})
@NullMarked
package org.gridmap.backend.publication;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
