package org.gridmap.backend.place;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gridmap.backend.web.CrossFieldRules;
import org.gridmap.backend.web.PhoneNumber;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.RequestValidator;
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

  private static final int USUAL_WALK_MINUTES = 15;

  /**
   * A station as a client sends it.
   *
   * @param name name, 1 to 80 characters
   * @param address address
   * @param phone telephone of the office
   * @param hours when it is open
   * @param gridId the grid it serves; left out, the leaf grid where it stands
   * @param walkingMinutes 1 to 60; left out, 15
   * @param point longitude, latitude
   */
  record StationInput(
      @NotBlank @Size(max = 80) @PlainText @Nullable String name,
      @Size(max = 200) @PlainText @Nullable String address,
      @PhoneNumber @Nullable String phone,
      @Size(max = 120) @PlainText @Nullable String hours,
      @Nullable Long gridId,
      @Min(1) @Max(60) @Nullable Integer walkingMinutes,
      @Nullable List<Double> point)
      implements CrossFieldRules {
    StationInput {
      name = RequestValidator.text(name);
      address = RequestValidator.text(address);
      phone = RequestValidator.text(phone);
      hours = RequestValidator.text(hours);
      walkingMinutes = Objects.requireNonNullElse(walkingMinutes, USUAL_WALK_MINUTES);
    }

    @Override
    public Stream<String> broken() {
      return PlaceScope.isPlace(point) ? Stream.of() : Stream.of("point");
    }
  }
}
