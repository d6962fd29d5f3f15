package org.gridmap.backend.house;

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

/** Houses as a collection of OGC API - Features. */
@Configuration(proxyBeanMethods = false)
class HouseCollections {
  @Bean
  MapCollection houseCollection(@MapPool JdbcClient jdbc) {
    return new SqlCollection(
        "houses",
        "房屋 Houses",
        "Houses as footprints where they are known, as entrances where not.",
        Right.MAP,
        List.of(new Filter("grid", "in the leaf grid with this id only", 1, Long.MAX_VALUE)),
        SqlFile.of(HouseCollections.class, "houses.sql"),
        jdbc);
  }
}
