package org.gridmap.backend.plan.discussion;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.repository.Repository;

/** The stored comments. */
interface CommentRepository extends Repository<CommentEntity, Long> {
  Optional<CommentEntity> findByIdAndPlanId(long id, long planId);

  /** The comments of a plan with their replies, oldest first. */
  @EntityGraph(attributePaths = "replies")
  List<CommentEntity> findByPlanIdOrderById(long planId);

  long countByPlanId(long planId);

  CommentEntity saveAndFlush(CommentEntity comment);

  void delete(CommentEntity comment);

  void flush();
}
