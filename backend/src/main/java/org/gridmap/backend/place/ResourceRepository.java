package org.gridmap.backend.place;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** The stored emergency resources. */
interface ResourceRepository extends Repository<ResourceEntity, Long> {
  /** A resource to change: nobody else changes it before the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  Optional<ResourceEntity> findById(long id);

  ResourceEntity saveAndFlush(ResourceEntity resource);

  void delete(ResourceEntity resource);

  /**
   * Removes what an earlier load of a source stored; it is gone from the table at the next flush.
   */
  List<ResourceEntity> deleteBySource(String source);

  void flush();
}
