package org.gridmap.backend.land;

import java.util.List;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.MapCollection;
import org.gridmap.backend.map.MapCollection.Filter;
import org.gridmap.backend.map.SqlCollection;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.SqlFile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Grids and findings as collections of OGC API - Features. */
@Configuration(proxyBeanMethods = false)
class GridCollections {
  private static final Filter DIVISION =
      new Filter("division", "of this division instead of those shown", 1, Long.MAX_VALUE);

  @Bean
  MapCollection gridCollection(@MapPool JdbcClient jdbc) {
    return new SqlCollection(
        "grids",
        "网格 Grids",
        "The grids of every level, with their houses counted.",
        Right.MAP,
        List.of(DIVISION, new Filter("level", "of this level only", 1, 9)),
        SqlFile.of(GridCollections.class, "grids.sql"),
        jdbc);
  }

  @Bean
  MapCollection findingCollection(@MapPool JdbcClient jdbc) {
    return new SqlCollection(
        "findings",
        "体检发现 Findings",
        "Gaps, overlaps and other faults that the coverage check found in the grids.",
        Right.DRAFTS,
        List.of(DIVISION),
        SqlFile.of(GridCollections.class, "findings.sql"),
        jdbc);
  }
}
