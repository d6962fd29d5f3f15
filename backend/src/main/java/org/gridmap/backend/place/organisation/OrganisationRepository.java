package org.gridmap.backend.place.organisation;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** The stored organisations. */
interface OrganisationRepository extends Repository<OrganisationEntity, Long> {
  /** An organisation to change: nobody else changes it before the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  Optional<OrganisationEntity> findById(long id);

  OrganisationEntity saveAndFlush(OrganisationEntity organisation);

  int countByHouseId(long houseId);

  void delete(OrganisationEntity organisation);

  void flush();
}
