/**
 * Photos of houses. People may be seen on them, so they lie with the register behind row-level
 * security. What is stored is a new picture made of the pixels of the one that was sent: nothing
 * that a camera wrote beside them gets in.
 */
@ApplicationModule(
    allowedDependencies = {"access", "audit", "dictionary", "house", "idempotency", "sql", "web"})
@NullMarked
package org.gridmap.backend.house.photo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
