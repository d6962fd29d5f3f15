/**
 * The audit log: what was done, by whom, to what and what for. Entries are committed before the
 * answer goes out, only ever added, and chained so that whoever changes, removes or inserts one is
 * found out. Holds no personal value.
 */
@ApplicationModule(allowedDependencies = {"access", "sql", "web"})
@OwnsTables({"audit.entry", "audit.head", "sealing_key"})
@NullMarked
package org.gridmap.backend.audit;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
