/**
 * Webhooks: tells other programs what happened to events, by category, colour, step and grid, and
 * nothing personal. Each message is sent until it is taken, by jobs of its own, so that a receiver
 * that hangs holds nobody up.
 */
@ApplicationModule(
    allowedDependencies = {"access", "audit", "audit :: cipher", "event", "sql", "web"})
@Owns("webhook")
@Owns("webhook_delivery")
@Owns("webhook_tasks")
@NullMarked
package org.gridmap.backend.event.webhook;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
