package org.gridmap.backend.land.road;

import static org.gridmap.backend.map.Attribute.bool;
import static org.gridmap.backend.map.Attribute.text;

import java.util.List;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.MapLayer;
import org.gridmap.backend.map.PlainTileLayer;
import org.gridmap.backend.map.PlainTileLayer.Overview;
import org.gridmap.backend.map.TileLayer;
import org.gridmap.backend.map.VectorLayer;
import org.gridmap.backend.sql.SqlFile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Roads on the map, the main ones first: those of a kind come in at the zoom of their kind. */
@Configuration(proxyBeanMethods = false)
class RoadLayer {
  /** Up to zoom 12 the main roads have an index of their own; the migration names the same. */
  private static final Overview MAIN_ROADS = new Overview("min_zoom", 12, 5_000, 120_000);

  @Bean
  @Order(300)
  TileLayer roadTiles() {
    return new PlainTileLayer(
        new MapLayer(
            "roads",
            "道路 Roads",
            "Roads, streets and lanes with their names.",
            Right.MAP,
            List.of(),
            List.of(new VectorLayer("road", "Roads", VectorLayer.Geometry.LINES, 6)),
            List.of(
                text("name", "名称", "Name"),
                text("kind", "等级", "Class, in the words of OpenStreetMap"),
                bool("synthetic", "合成数据", "Whether it is made up").onlyInItems(),
                text("attribution", "来源署名", "Whom to name").onlyInItems()),
            SqlFile.of(RoadLayer.class, "roads.sql")),
        MAIN_ROADS);
  }
}
