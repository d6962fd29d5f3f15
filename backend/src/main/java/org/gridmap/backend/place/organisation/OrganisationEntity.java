package org.gridmap.backend.place.organisation;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An organisation as it is stored, without its contact. The column {@code source} is written by
 * bulk loads only.
 */
@Entity
@Table(name = "organisation")
class OrganisationEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Version private long version;

  @Enumerated(EnumType.STRING)
  private OrganisationKind kind;

  private String name;
  private String trade;
  private @Nullable Integer employees;
  private @Nullable Integer tenants;
  private String registeredNumber;
  private @Nullable Long houseId;
  private String villageCode;
  private Instant updatedAt;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected OrganisationEntity() {}

  /**
   * @param houseId the house it is in; null if that house is gone
   * @param villageCode code of the area that is divided
   */
  @SuppressWarnings("NullAway.Init") // filled by take
  OrganisationEntity(OrganisationInput input, @Nullable Long houseId, String villageCode) {
    take(input, houseId, villageCode);
  }

  /** Takes the checked values of a client. */
  final void take(OrganisationInput input, @Nullable Long houseId, String villageCode) {
    this.kind = OrganisationKind.valueOf(Objects.requireNonNull(input.kind()));
    this.name = Objects.requireNonNull(input.name());
    this.trade = Objects.requireNonNull(input.trade());
    this.employees = input.employees();
    this.tenants = input.tenants();
    this.registeredNumber = Objects.requireNonNull(input.registeredNumber());
    this.houseId = houseId;
    this.villageCode = villageCode;
    this.updatedAt = Instant.now();
  }

  long id() {
    return Objects.requireNonNull(id);
  }

  long version() {
    return version;
  }

  @Nullable Long houseId() {
    return houseId;
  }

  String villageCode() {
    return villageCode;
  }
}
