/**
 * How the backend reads with SQL of its own: statements live in {@code .sql} files beside the class
 * that runs them, inside short read-only transactions; and what it hears of the database: whether
 * it answers, and what it tells all servers.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.gridmap.backend.sql;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
