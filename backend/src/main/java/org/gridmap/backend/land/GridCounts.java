package org.gridmap.backend.land;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.land.Census.Headcount;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Houses and residents of each grid, kept beside the grid so that tiles and cards need no join. */
@Service
public class GridCounts {
  private final JdbcTemplate jdbc;

  GridCounts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Sets the counts of all grids of a division; every grid gets the sum of the leaves below it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void set(long divisionId, Map<Long, Headcount> leaves) {
    record Link(long id, long parentId) {}
    // Deepest first, so that a grid is complete before it is added to the one above.
    List<Link> links =
        jdbc.query(
            "SELECT id, coalesce(parent_id, 0) FROM grid WHERE division_id = ? ORDER BY level DESC",
            (row, n) -> new Link(row.getLong(1), row.getLong(2)),
            divisionId);
    Map<Long, Headcount> sums = new HashMap<>(leaves);
    for (Link link : links) {
      sums.merge(link.parentId(), sums.getOrDefault(link.id(), Headcount.NONE), Headcount::plus);
    }
    jdbc.batchUpdate(
        """
        UPDATE grid SET house_count = ?, resident_count = ?
        WHERE id = ? AND (house_count, resident_count) IS DISTINCT FROM (?, ?)
        """,
        links,
        1000,
        (statement, link) -> {
          Headcount sum = sums.getOrDefault(link.id(), Headcount.NONE);
          statement.setInt(1, sum.houses());
          statement.setInt(2, sum.people());
          statement.setLong(3, link.id());
          statement.setInt(4, sum.houses());
          statement.setInt(5, sum.people());
        });
  }
}
