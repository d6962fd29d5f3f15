package org.gridmap.backend.house;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.sql.JobPool;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many people live in a house, as the register counts them. */
@Component
public class ResidentCounts {
  private final JdbcClient job;

  ResidentCounts(@JobPool JdbcClient job) {
    this.job = job;
  }

  /**
   * Writes the residents of houses, in the system's transaction of the caller.
   *
   * @param residents by the number of the house; other houses stay as they are
   */
  public void write(Map<Long, Integer> residents) {
    List<Map.Entry<Long, Integer>> rows = List.copyOf(residents.entrySet());
    job.sql(
            """
            UPDATE house h SET resident_count = c.residents
            FROM unnest(?::bigint[], ?::int[]) AS c (house_id, residents)
            WHERE h.id = c.house_id AND h.resident_count IS DISTINCT FROM c.residents
            """)
        .param(rows.stream().map(Map.Entry::getKey).toArray(Long[]::new))
        .param(rows.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
        .update();
  }
}
