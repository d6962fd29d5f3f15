package org.gridmap.backend.event.calendar;

import java.time.Duration;
import java.time.LocalTime;

/**
 * One stretch of a working day.
 *
 * @param from its first moment
 * @param until the first moment after it; midnight ends the day
 */
public record OfficeHours(LocalTime from, LocalTime until) {

  public OfficeHours {
    if (!until.equals(LocalTime.MIDNIGHT) && !from.isBefore(until)) {
      throw new IllegalArgumentException("Office hours " + from + "–" + until + " end too early.");
    }
  }

  Duration length() {
    return Duration.ofNanos(endNanos() - from.toNanoOfDay());
  }

  long endNanos() {
    return until.equals(LocalTime.MIDNIGHT) ? Duration.ofDays(1).toNanos() : until.toNanoOfDay();
  }
}
