package org.gridmap.backend.statistics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which grids hold the same houses as one that they replaced. Whoever noted the counts of a grid
 * before its border moved would subtract those after it and have the people of the few houses in
 * between; so a grid with other houses is told coarsely from then on.
 */
@Component
class Succession {
  private static final SqlFile FOLLOW = SqlFile.of(Succession.class, "succession.sql");

  private final JdbcClient job;

  Succession(@JobPool JdbcClient job) {
    this.job = job;
  }

  /**
   * The grids in force that replaced others.
   *
   * @param coarse numbers of those that are told coarsely
   * @param heirs by a grid that is gone the one with the same houses
   */
  record InForce(Set<Long> coarse, Map<Long, Long> heirs) {}

  private record Successor(long gridId, @Nullable Long sameAs, boolean coarse) {}

  private static final RowMapper<Successor> SUCCESSOR = new RecordRowMapper<>(Successor.class);

  /** Follows the divisions that came into force since, in the transaction of the caller. */
  InForce inForce() {
    List<Long> fresh =
        job.sql(
                """
                SELECT d.id FROM division d
                WHERE d.status = 'PUBLISHED' AND lower(d.valid) <= now() AND NOT isempty(d.valid)
                  AND NOT EXISTS (SELECT FROM grid_succession s JOIN grid g ON g.id = s.grid_id WHERE g.division_id = d.id)
                  AND EXISTS (SELECT FROM division b WHERE b.root_code = d.root_code AND b.status = 'PUBLISHED'
                    AND b.id <> d.id AND NOT isempty(b.valid) AND lower(b.valid) < lower(d.valid))
                ORDER BY lower(d.valid), d.id
                """)
            .query(SingleColumn::number)
            .list();
    fresh.forEach(division -> FOLLOW.on(job).param("division", division).update());
    Set<Long> coarse = new HashSet<>();
    Map<Long, Long> heirs = new HashMap<>();
    job.sql(
            """
            SELECT s.grid_id, s.same_as, s.coarse
            FROM grid_succession s
            JOIN grid g ON g.id = s.grid_id
            JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
            """)
        .query(SUCCESSOR)
        .list()
        .forEach(successor -> {
          Long before = successor.sameAs();
          if (before != null) {
            heirs.put(before, successor.gridId());
          }
          if (successor.coarse()) {
            coarse.add(successor.gridId());
          }
        });
    return new InForce(coarse, heirs);
  }
}
