package org.gridmap.backend.place;

import java.util.List;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.MapCollection;
import org.gridmap.backend.map.SqlCollection;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.SqlFile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stations and emergency resources as collections of OGC API - Features. */
@Configuration(proxyBeanMethods = false)
class PlaceCollections {
  @Bean
  MapCollection stationCollection(@MapPool JdbcClient jdbc) {
    return new SqlCollection(
        "stations",
        "网格服务站 Service stations",
        "Where people find those who answer for their grid.",
        Right.MAP,
        List.of(),
        SqlFile.of(PlaceCollections.class, "stations.sql"),
        jdbc);
  }

  @Bean
  MapCollection resourceCollection(@MapPool JdbcClient jdbc) {
    return new SqlCollection(
        "resources",
        "应急资源 Emergency resources",
        "Shelters, hydrants, generators and whatever else helps in an emergency.",
        Right.MAP,
        List.of(),
        SqlFile.of(PlaceCollections.class, "resources.sql"),
        jdbc);
  }
}
