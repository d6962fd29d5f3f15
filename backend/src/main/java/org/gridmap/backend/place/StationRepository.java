package org.gridmap.backend.place;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** The stored stations. */
interface StationRepository extends Repository<StationEntity, Long> {
  /** A station to change: nobody else changes it before the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  Optional<StationEntity> findById(long id);

  StationEntity saveAndFlush(StationEntity station);

  void delete(StationEntity station);

  /**
   * Removes what an earlier load of a source stored; it is gone from the table at the next flush.
   */
  List<StationEntity> deleteBySource(String source);

  void flush();
}
