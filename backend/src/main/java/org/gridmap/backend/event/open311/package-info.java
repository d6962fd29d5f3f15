/**
 * Open311 GeoReport v2: programs of citizens and of other offices report events and read what is
 * public of them. Of no event leave words, names or pictures; categories that are not published do
 * not exist here.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "event",
      "event :: workflow",
      "house",
      "idempotency",
      "identity",
      "land",
      "photo",
      "sql",
      "web"
    })
@NullMarked
package org.gridmap.backend.event.open311;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
