/**
 * What planners and leaders say to each other about a plan: comments pinned to a place or a grid,
 * open until they are settled, each with its replies. Who may read a plan reads them, who may draw
 * it or decide about it writes them until it is published; from then on they are its record.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "idempotency", "plan", "web"})
@NullMarked
package org.gridmap.backend.plan.discussion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
