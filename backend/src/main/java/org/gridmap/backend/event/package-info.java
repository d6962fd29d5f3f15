/**
 * Events: what happens in a grid, from the first report to the closed file. Its place decides whose
 * an event is; the workflow decides who may do what with it; each action is one row of its history.
 * What was written and photographed is personal and shows within the scope of whoever answers for
 * residents; everything else tells of a category, a colour, a step and a grid.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "dictionary",
      "house",
      "idempotency",
      "identity",
      "land",
      "live",
      "photo",
      "place :: staff",
      "sql",
      "web"
    })
@Owns(value = "event", follows = "house")
@Owns("event_history")
@Owns("event_number")
@Owns("require_event_number()")
@Owns("write_event_revision()")
@Owns("event_revision")
@Owns("scheduled_tasks")
@Owns("tell_event_change()")
@Owns("date_event_change()")
@Owns("tell_event_deletion()")
@Owns("events_at()")
@Owns(value = "person.event_text", people = true)
@Owns(value = "person.event_photo", people = true)
@NullMarked
package org.gridmap.backend.event;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
