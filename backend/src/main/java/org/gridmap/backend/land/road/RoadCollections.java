package org.gridmap.backend.land.road;

import java.util.List;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.MapCollection;
import org.gridmap.backend.map.SqlCollection;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.SqlFile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Roads as a collection of OGC API - Features. */
@Configuration(proxyBeanMethods = false)
class RoadCollections {
  @Bean
  MapCollection roadCollection(@MapPool JdbcClient jdbc) {
    return new SqlCollection(
        "roads",
        "道路 Roads",
        "Roads, streets and lanes with their names.",
        Right.MAP,
        List.of(),
        SqlFile.of(RoadCollections.class, "roads.sql"),
        jdbc);
  }
}
