package org.gridmap.backend.land.road;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The stored roads. */
interface RoadRepository extends Repository<Road, Long> {
  /**
   * Removes the roads of a source by one statement.
   *
   * @return number of roads removed
   */
  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("delete from Road road where road.source = :source")
  int deleteBySource(String source);

  void saveAllAndFlush(Iterable<Road> roads);
}
