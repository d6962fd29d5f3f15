/**
 * How the backend reads with SQL of its own: statements live in {@code .sql} files beside the class
 * that runs them, inside short read-only transactions; the health of the database, and its
 * notifications to all servers.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.gridmap.backend.sql;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
