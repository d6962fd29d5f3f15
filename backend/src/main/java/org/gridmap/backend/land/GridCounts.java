package org.gridmap.backend.land;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.land.Census.Headcount;
import org.gridmap.backend.sql.RecordRowMapper;
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
            "SELECT id, coalesce(parent_id, 0) AS parent_id FROM grid WHERE division_id = ? ORDER BY level DESC",
            new RecordRowMapper<>(Link.class),
            divisionId);
    Map<Long, Headcount> sums = new HashMap<>(leaves);
    for (Link link : links) {
      sums.merge(link.parentId(), sums.getOrDefault(link.id(), Headcount.NONE), Headcount::plus);
    }
    List<Headcount> counts =
        links.stream().map(link -> sums.getOrDefault(link.id(), Headcount.NONE)).toList();
    jdbc.update(
        """
        UPDATE grid g SET house_count = c.houses, resident_count = c.people
        FROM unnest(?, ?, ?) AS c (id, houses, people)
        WHERE g.id = c.id AND (g.house_count, g.resident_count) IS DISTINCT FROM (c.houses, c.people)
        """,
        links.stream().map(Link::id).toArray(Long[]::new),
        counts.stream().map(Headcount::houses).toArray(Integer[]::new),
        counts.stream().map(Headcount::people).toArray(Integer[]::new));
  }
}
