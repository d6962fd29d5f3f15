/**
 * Codes of grids and what became of them: every code ever given, new codes for new grids, and which
 * grids of today an old code means.
 */
@ApplicationModule(allowedDependencies = {"grid", "sql", "web"})
@OwnsTables({"given_code", "grid_lineage"})
@NullMarked
package org.gridmap.backend.lineage;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
