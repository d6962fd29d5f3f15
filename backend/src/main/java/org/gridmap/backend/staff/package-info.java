/**
 * People in service, and who of them answers for which grid or house from which day to which. What
 * is kept of them is what they are reached by on duty, and every signed-in role sees it.
 */
@ApplicationModule(
    allowedDependencies = {"access", "audit", "edit", "grid", "house", "idempotency", "sql", "web"})
@OwnsTables({"staff", "assignment"})
@NullMarked
package org.gridmap.backend.staff;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
