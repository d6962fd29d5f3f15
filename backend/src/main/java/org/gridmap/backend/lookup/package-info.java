/**
 * Finding people by a piece of their name, its pinyin or initials, or the end of a phone number;
 * inside the caller's scope only. What is searched for stands in no address and no log.
 */
@ApplicationModule(
    allowedDependencies = {"access", "audit", "cipher", "grid", "house", "resident", "sql", "web"})
@NullMarked
package org.gridmap.backend.lookup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
