package org.gridmap.backend.event.tally;

import java.time.LocalDate;
import java.util.Map;

/**
 * What was counted.
 *
 * @param byGrid by code of the grid; only where there are events
 * @param openBySteps open events by the step that must be taken next
 * @param openByCategories open events by category
 * @param openByDepartments open events by department
 * @param byDay days with reports or closings, of those that were asked for
 * @param times how long each step took, by its id
 */
public record Tally(
    Map<String, Held> byGrid,
    Map<String, Long> openBySteps,
    Map<String, Long> openByCategories,
    Map<String, Long> openByDepartments,
    Map<LocalDate, OnDay> byDay,
    Map<String, Times> times) {

  /**
   * @param open not closed
   * @param supervised of these under supervision
   * @param overdue of these those whose time ran out
   * @param closed closed
   */
  public record Held(long open, long supervised, long overdue, long closed) {}

  /**
   * @param reported events that were reported on it
   * @param closed events that were closed on it
   */
  public record OnDay(long reported, long closed) {}

  /**
   * @param medianMinutes half of the steps took no longer, within 0.2 %
   * @param p90Minutes nine of ten took no longer, likewise
   */
  public record Times(double medianMinutes, double p90Minutes) {}
}
