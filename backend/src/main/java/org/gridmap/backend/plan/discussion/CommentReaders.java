package org.gridmap.backend.plan.discussion;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who has read how much of which comment: itself and its replies. */
@Component
class CommentReaders {
  private final JdbcClient jdbc;

  CommentReaders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes that somebody has read the first entries of a comment. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void note(long commentId, long accountId, int entries) {
    jdbc.sql(
            "INSERT INTO plan_comment_reader AS mine (comment_id, account_id, entries) VALUES (?, ?, ?)"
                + " ON CONFLICT (comment_id, account_id) DO UPDATE SET entries ="
                + " greatest(mine.entries, excluded.entries)")
        .params(commentId, accountId, entries)
        .update();
  }

  /** Entries that somebody has read of each comment of a plan; none of those that are missing. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<Long, Integer> list(long planId, long accountId) {
    record Read(long commentId, int entries) {}
    return jdbc
        .sql(
            "SELECT r.comment_id, r.entries FROM plan_comment_reader r JOIN plan_comment c ON c.id ="
                + " r.comment_id WHERE c.plan_id = ? AND r.account_id = ?")
        .params(planId, accountId)
        .query(Read.class)
        .list()
        .stream()
        .collect(Collectors.toMap(Read::commentId, Read::entries));
  }
}
