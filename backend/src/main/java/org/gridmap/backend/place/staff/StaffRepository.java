package org.gridmap.backend.place.staff;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** The stored entries of the staff. */
interface StaffRepository extends Repository<StaffEntity, Long> {
  /** Somebody in service to change: nobody else changes him before the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  Optional<StaffEntity> findByIdAndLeftOnIsNull(long id);

  boolean existsByIdAndLeftOnIsNull(long id);

  StaffEntity saveAndFlush(StaffEntity staff);

  void delete(StaffEntity staff);

  /**
   * Removes what an earlier load of a source stored; it is gone from the table at the next flush.
   */
  List<StaffEntity> deleteBySource(String source);

  void flush();
}
