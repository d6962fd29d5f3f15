package org.gridmap.backend.statistics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SqlFile;
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
            .query((row, n) -> row.getLong(1))
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
        .query(row -> {
          long grid = row.getLong("grid_id");
          Long before = row.getObject("same_as", Long.class);
          if (before != null) {
            heirs.put(before, grid);
          }
          if (row.getBoolean("coarse")) {
            coarse.add(grid);
          }
        });
    return new InForce(coarse, heirs);
  }
}
