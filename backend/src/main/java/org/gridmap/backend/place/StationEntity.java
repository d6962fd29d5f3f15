package org.gridmap.backend.place;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Point;

/** A service station as it is stored. */
@Entity
@Table(name = "station")
class StationEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Version private long version;

  private String source = "";
  private String sourceId = "";
  private String name;
  private String address;
  private String phone;
  private String openingHours;
  private short walkingMinutes;
  private String gridCode;

  @Column(columnDefinition = "geometry(Point,4490)")
  private Point location;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected StationEntity() {}

  /**
   * @param gridCode code of the grid that it serves
   * @param place degrees, longitude first
   */
  @SuppressWarnings("NullAway.Init") // filled by take
  StationEntity(Station.StationInput input, String gridCode, Coordinate place) {
    take(input, gridCode, place);
  }

  /** The same, known to a source by a name of its own. */
  StationEntity of(String source, String sourceId) {
    this.source = source;
    this.sourceId = sourceId;
    return this;
  }

  /** Takes the checked values of a client. */
  final void take(Station.StationInput input, String gridCode, Coordinate place) {
    this.name = Objects.requireNonNull(input.name());
    this.address = Objects.requireNonNull(input.address());
    this.phone = Objects.requireNonNull(input.phone());
    this.openingHours = Objects.requireNonNull(input.hours());
    this.walkingMinutes = Objects.requireNonNull(input.walkingMinutes()).shortValue();
    this.gridCode = gridCode;
    this.location = PlaceScope.location(place);
  }

  long id() {
    return Objects.requireNonNull(id);
  }

  long version() {
    return version;
  }

  String gridCode() {
    return gridCode;
  }

  /** Degrees, longitude first. */
  Coordinate place() {
    return location.getCoordinate();
  }
}
