package org.gridmap.backend.place.staff;

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

/** An entry of the staff as it is stored. */
@Entity
@Table(name = "staff")
class StaffEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Version private long version;

  private String source = "";
  private String sourceId = "";
  private String name;

  @Enumerated(EnumType.STRING)
  private StaffMember.StaffSex sex;

  @Enumerated(EnumType.STRING)
  private StaffMember.StaffUnit unit;

  private String unitName;
  private String phone;
  private String gridCode;
  private @Nullable LocalDate leftOn;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected StaffEntity() {}

  /**
   * @param gridCode code of the grid that keeps the entry
   */
  @SuppressWarnings("NullAway.Init") // filled by take
  StaffEntity(StaffMember.StaffInput input, String gridCode) {
    take(input, gridCode);
  }

  /** The same, known to a source by a name of its own. */
  StaffEntity of(String source, String sourceId) {
    this.source = source;
    this.sourceId = sourceId;
    return this;
  }

  /** Takes the checked values of a client. */
  final void take(StaffMember.StaffInput input, String gridCode) {
    this.name = Objects.requireNonNull(input.name());
    this.sex = StaffMember.StaffSex.valueOf(Objects.requireNonNull(input.sex()));
    this.unit = StaffMember.StaffUnit.valueOf(Objects.requireNonNull(input.unit()));
    this.unitName = Objects.requireNonNull(input.unitName());
    this.phone = Objects.requireNonNull(input.phone());
    this.gridCode = gridCode;
  }

  /** Leaves the service. */
  void leave(LocalDate day) {
    leftOn = day;
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
}
