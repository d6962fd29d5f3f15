package org.gridmap.geodata.demo.place;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A duty with its dates.
 *
 * @param staffSourceId who, as in DemoStaff
 * @param role {@code GRID_LEAD|GRID_OFFICER|BUILDING_HEAD|POLICE|DOCTOR|MARKET_INSPECTOR|
 *     JUDICIAL|FIREFIGHTER}
 * @param gridCode the grid, of any level; {@code null} for {@code BUILDING_HEAD}
 * @param houseSourceId the building, for {@code BUILDING_HEAD} only
 * @param from first day
 * @param until last day, {@code null} while open
 */
public record DemoAssignment(
    String staffSourceId,
    String role,
    @Nullable String gridCode,
    @Nullable String houseSourceId,
    LocalDate from,
    @Nullable LocalDate until) {

  /** Whether the duty is in force on a day. */
  public boolean inForce(LocalDate day) {
    return !from.isAfter(day) && (until == null || !until.isBefore(day));
  }
}
