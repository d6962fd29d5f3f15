/**
 * The audit log: what was done, by whom, to what and what for. Entries are committed before the
 * answer goes out, only ever added, and chained so that whoever changes, removes or inserts one is
 * found out. Holds no personal value.
 */
@ApplicationModule(allowedDependencies = {"access", "sql", "web"})
@Owns("audit.entry")
@Owns("audit.head")
@Owns("sealing_key")
@Owns("audit.append()")
@Owns("audit.measured()")
@Owns("audit.refuse()")
@NullMarked
package org.gridmap.backend.audit;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
