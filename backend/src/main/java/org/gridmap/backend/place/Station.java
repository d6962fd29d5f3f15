package org.gridmap.backend.place;

import java.util.List;
import org.gridmap.backend.web.Faults;
import org.jspecify.annotations.Nullable;

/**
 * A service station (网格服务站).
 *
 * @param id number
 * @param name name
 * @param address address, may be empty
 * @param phone telephone of the office, may be empty
 * @param hours when it is open, may be empty
 * @param gridId the grid it serves; null if no division in force has its code
 * @param gridCode code of that grid
 * @param gridName its name; null likewise
 * @param point longitude, latitude
 * @param walkingMinutes how far away people live who walk there, minutes
 * @param walkingMetres the same as a radius on the map, metres
 * @param version the version that a change is based on
 */
record Station(
    long id,
    String name,
    String address,
    String phone,
    String hours,
    @Nullable Long gridId,
    String gridCode,
    @Nullable String gridName,
    List<Double> point,
    int walkingMinutes,
    int walkingMetres,
    long version) {
  /**
   * Metres in a straight line that a minute of walking makes. GB 50180-2018 draws 300 m for five
   * minutes and 800 to 1,000 m for fifteen.
   */
  static final int METRES_A_MINUTE = 60;

  private static final int LONGEST_WALK_MINUTES = 60;
  private static final int USUAL_WALK_MINUTES = 15;

  /**
   * A station as a client sends it.
   *
   * @param name name, 1 to 80 characters
   * @param address address
   * @param phone telephone of the office
   * @param hours when it is open
   * @param gridId the grid it serves; left out, the leaf grid where it stands
   * @param point longitude, latitude
   * @param walkingMinutes 1 to 60; left out, 15
   */
  record StationInput(
      @Nullable String name,
      @Nullable String address,
      @Nullable String phone,
      @Nullable String hours,
      @Nullable Long gridId,
      @Nullable List<Double> point,
      @Nullable Integer walkingMinutes) {

    /**
     * The values as they are stored.
     *
     * @throws org.gridmap.backend.web.ProblemException validation-failed
     */
    StationInput checked() {
      Faults faults = new Faults();
      StationInput checked =
          new StationInput(
              faults.needed("name", name, 80),
              faults.text("address", address, 200),
              faults.phone("phone", phone),
              faults.text("hours", hours, 120),
              gridId,
              point,
              faults.number(
                  "walkingMinutes", walkingMinutes, USUAL_WALK_MINUTES, 1, LONGEST_WALK_MINUTES));
      PlaceScope.point(faults, "point", point);
      faults.refuse();
      return checked;
    }
  }
}
