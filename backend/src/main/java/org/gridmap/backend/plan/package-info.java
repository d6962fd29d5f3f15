/**
 * Plans: divisions of an area while they are being drawn. A plan is a partition, kept as a base and
 * a log of what was done to it, from draft to publication. Reading and changing one goes through
 * {@link org.gridmap.backend.plan.Plans}, which knows who may.
 */
@ApplicationModule(
    allowedDependencies = {"access", "audit", "idempotency", "identity", "land", "sql", "web"})
@Owns(value = "plan", readers = "publication", follows = "division")
@Owns("plan_author")
@Owns("plan_carry_over")
@Owns("plan_comment")
@Owns("plan_comment_reader")
@Owns("plan_comment_reply")
@Owns("plan_operation")
@Owns("plan_snapshot")
@Owns("plan_viewer")
@Owns("tell_plan_change()")
@Owns("tell_plan_viewer()")
@NullMarked
package org.gridmap.backend.plan;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
