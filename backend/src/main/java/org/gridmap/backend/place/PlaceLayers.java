package org.gridmap.backend.place;

import static org.gridmap.backend.map.Attribute.date;
import static org.gridmap.backend.map.Attribute.text;
import static org.gridmap.backend.map.Attribute.wholeNumber;

import java.util.List;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.MapLayer;
import org.gridmap.backend.map.PlainTileLayer;
import org.gridmap.backend.map.TileLayer;
import org.gridmap.backend.map.VectorLayer;
import org.gridmap.backend.sql.SqlFile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Stations and emergency resources on the map. */
@Configuration(proxyBeanMethods = false)
class PlaceLayers {
  @Bean
  @Order(500)
  TileLayer stationLayer() {
    return new PlainTileLayer(
        new MapLayer(
            "stations",
            "网格服务站 Service stations",
            "Where people find those who answer for their grid.",
            Right.MAP,
            List.of(),
            List.of(
                new VectorLayer("station", "Service stations", VectorLayer.Geometry.POINTS, 12)),
            List.of(
                text("name", "名称", "Name"),
                text("address", "地址", "Address").onlyInItems(),
                text("phone", "电话", "Telephone of the office").onlyInItems(),
                text("hours", "开放时间", "When it is open").onlyInItems(),
                wholeNumber(
                        "walking_minutes", "步行分钟", "How far away people live, minutes of walking")
                    .onlyInItems(),
                wholeNumber("metres", "服务半径（米）", "The same as a radius, metres").onlyInTiles(),
                text("grid", "网格编码", "Code of the grid that it serves")),
            SqlFile.of(PlaceLayers.class, "stations.sql")));
  }

  @Bean
  @Order(501)
  TileLayer resourceLayer() {
    return new PlainTileLayer(
        new MapLayer(
            "resources",
            "应急资源 Emergency resources",
            "Shelters, hydrants, generators and whatever else helps in an emergency.",
            Right.MAP,
            List.of(),
            List.of(
                new VectorLayer(
                    "resource", "Emergency resources", VectorLayer.Geometry.POINTS, 14)),
            List.of(
                text("kind", "种类", "Kind"),
                text("name", "名称", "Name"),
                wholeNumber("quantity", "数量", "How many"),
                date("checked_on", "检查日期", "Day of the last check"),
                wholeNumber("house", "房屋", "Number of the house that it is in").onlyInItems(),
                text("grid", "网格编码", "Code of the grid that it lies in").onlyInItems()),
            SqlFile.of(PlaceLayers.class, "resources.sql")));
  }
}
