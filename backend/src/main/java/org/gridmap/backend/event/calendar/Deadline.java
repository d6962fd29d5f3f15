package org.gridmap.backend.event.calendar;

import java.time.Duration;

/**
 * How long something may take.
 *
 * @param time a positive length
 * @param clock whether nights and rest days count too; else only office hours do
 */
public record Deadline(Duration time, boolean clock) {

  public Deadline {
    if (!time.isPositive()) {
      throw new IllegalArgumentException("A deadline needs some time, not " + time + ".");
    }
  }

  /** Time in which the office is open. */
  public static Deadline ofWork(Duration time) {
    return new Deadline(time, false);
  }

  /** Time that never stands still. */
  public static Deadline onTheClock(Duration time) {
    return new Deadline(time, true);
  }
}
