/**
 * Planners of one plan see each other and each other's edits at once, whichever server they use.
 */
@ApplicationModule(
    allowedDependencies = {"access", "notation", "plan", "push", "sql", "web", "workload"})
@OwnsTables("plan_viewer")
@NullMarked
package org.gridmap.backend.planevents;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
