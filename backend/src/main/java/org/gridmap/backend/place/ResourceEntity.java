package org.gridmap.backend.place;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Point;

/** An emergency resource as it is stored. */
@Entity
@Table(name = "emergency_resource")
class ResourceEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Version private long version;

  private String source = "";
  private String sourceId = "";

  @Enumerated(EnumType.STRING)
  private EmergencyResource.ResourceKind kind;

  private String name;
  private int quantity;
  private @Nullable LocalDate checkedOn;
  private @Nullable Long houseId;
  private String gridCode;

  @Column(columnDefinition = "geometry(Point,4490)")
  private Point location;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected ResourceEntity() {}

  /**
   * @param gridCode code of the leaf grid it lies in
   * @param place degrees, longitude first
   */
  @SuppressWarnings("NullAway.Init") // filled by take
  ResourceEntity(EmergencyResource.ResourceInput input, String gridCode, Coordinate place) {
    take(input, gridCode, place);
  }

  /** The same, known to a source by a name of its own. */
  ResourceEntity of(String source, String sourceId) {
    this.source = source;
    this.sourceId = sourceId;
    return this;
  }

  /** Takes the checked values of a client. */
  final void take(EmergencyResource.ResourceInput input, String gridCode, Coordinate place) {
    this.kind = EmergencyResource.ResourceKind.valueOf(Objects.requireNonNull(input.kind()));
    this.name = Objects.requireNonNull(input.name());
    this.quantity = Objects.requireNonNull(input.quantity());
    this.checkedOn = input.checkedOn();
    this.houseId = input.houseId();
    this.gridCode = gridCode;
    this.location = PlaceScope.location(place);
  }

  long id() {
    return Objects.requireNonNull(id);
  }

  long version() {
    return version;
  }

  /** Degrees, longitude first. */
  Coordinate place() {
    return location.getCoordinate();
  }
}
