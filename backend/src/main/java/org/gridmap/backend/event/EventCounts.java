package org.gridmap.backend.event;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many events there are and what holds the open ones.
 *
 * @param grid the grid that is counted; null for all grids of the caller
 * @param path the grids around it that hold nothing but grids of the caller, the largest first
 * @param open 在办: not closed
 * @param supervised 督办: of these under supervision
 * @param overdue 超期: of these those whose time ran out
 * @param closed 办结
 * @param closureRate closed among all, 0 to 1; null if there are none
 * @param byDay each day of the last month, or of the days that were asked for
 * @param children the grids right below, of those that hold some of the caller's
 * @param houses houses with events; of a leaf grid only
 * @param holding what holds the open ones; each part adds up to them
 * @param stepTimes how long each step took
 */
public record EventCounts(
    @Nullable CountedGrid grid,
    List<CountedGrid> path,
    long open,
    long supervised,
    long overdue,
    long closed,
    @Nullable Double closureRate,
    List<DayCount> byDay,
    List<GridCount> children,
    List<HouseCount> houses,
    Holding holding,
    List<StepTime> stepTimes) {

  /**
   * @param gridId number of a grid
   * @param gridName its name
   */
  // Counts of residents have a grid of this name too, and descriptions know types by their names.
  @Schema(name = "CountedEventGrid")
  public record CountedGrid(long gridId, String gridName) {}

  /**
   * @param day a day in the town
   * @param reported events that were reported on it
   * @param closed events that were closed on it
   */
  public record DayCount(LocalDate day, long reported, long closed) {}

  /**
   * @param gridId number of a grid
   * @param gridName its name
   * @param leaf whether no smaller grids lie in it
   * @param open not closed
   * @param supervised of these under supervision
   * @param overdue of these those whose time ran out
   * @param closed closed
   */
  public record GridCount(
      long gridId,
      String gridName,
      boolean leaf,
      long open,
      long supervised,
      long overdue,
      long closed) {}

  /**
   * @param houseId number of a house
   * @param open not closed
   * @param supervised of these under supervision
   * @param overdue of these those whose time ran out
   * @param closed closed
   */
  public record HouseCount(long houseId, long open, long supervised, long overdue, long closed) {}

  /**
   * @param byStep by the step that must be taken next
   * @param byCategory by category
   * @param byGrid by the grid right below, or the leaf
   * @param byDepartment by who deals with them
   */
  public record Holding(
      List<KeyCount> byStep,
      List<KeyCount> byCategory,
      List<KeyCount> byGrid,
      List<KeyCount> byDepartment) {}

  /**
   * @param key what is counted: an id of a step, a code, a number of a grid
   * @param count open events, the most first
   */
  public record KeyCount(String key, long count) {}

  /**
   * @param step id of a step
   * @param medianMinutes half of the events took no longer, on the clock, within 0.2 %
   * @param p90Minutes nine of ten took no longer, likewise
   */
  public record StepTime(String step, double medianMinutes, double p90Minutes) {}
}
