/**
 * Platforms of other offices hand events in: files of one event a line, signed with a secret of the
 * platform's own, stored as a whole or not at all, and once however often they are sent.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "audit :: cipher",
      "event",
      "event :: workflow",
      "event.webhook",
      "identity",
      "land",
      "sql",
      "web"
    })
@Owns("platform")
@Owns("platform_event")
@NullMarked
package org.gridmap.backend.event.platform;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
