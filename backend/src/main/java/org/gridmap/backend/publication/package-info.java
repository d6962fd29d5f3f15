/**
 * How a plan comes into force: submitted, returned or approved by a second person, and published in
 * one transaction, with lineage, houses and tiles; and how one that is still to come is called off.
 */
@ApplicationModule(
    allowedDependencies = {"access", "audit", "house", "idempotency", "land", "plan", "sql", "web"})
@Owns("publication_change")
@NullMarked
package org.gridmap.backend.publication;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
