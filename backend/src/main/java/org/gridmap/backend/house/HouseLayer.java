package org.gridmap.backend.house;

import static org.gridmap.backend.map.Attribute.bool;
import static org.gridmap.backend.map.Attribute.number;
import static org.gridmap.backend.map.Attribute.text;
import static org.gridmap.backend.map.Attribute.texts;
import static org.gridmap.backend.map.Attribute.wholeNumber;

import java.util.List;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.MapCollection.Filter;
import org.gridmap.backend.map.MapLayer;
import org.gridmap.backend.map.VectorLayer;
import org.gridmap.backend.map.VectorLayer.Geometry;
import org.gridmap.backend.sql.SqlFile;

/** What the map tells of houses. */
final class HouseLayer {
  static final MapLayer HOUSES =
      new MapLayer(
          "houses",
          "房屋 Houses",
          "Houses as footprints where they are known, as entrances where not.",
          Right.MAP,
          List.of(new Filter("grid", "in the leaf grid with this id only", 1, Long.MAX_VALUE)),
          List.of(
              new VectorLayer(
                  "house",
                  "Footprints of houses",
                  Geometry.POLYGONS,
                  HouseTilePreparation.FINEST_ZOOM + 1),
              new VectorLayer(
                  "house_point",
                  "Houses without a footprint; from afar all houses, several to a point",
                  Geometry.POINTS,
                  HouseTilePreparation.COARSEST_ZOOM)),
          List.of(
              text("number", "门牌号", "House number"),
              text("address", "地址", "Address").onlyInItems(),
              text("name", "名称", "Name"),
              texts("aliases", "曾用名", "Other names"),
              text("use", "用途", "Use"),
              text("structure", "结构", "Structure").onlyInItems(),
              wholeNumber("floors", "层数", "Floors"),
              number("height_metres", "高度（米）", "Height, metres").inTilesAs("height"),
              text("grid", "网格编码", "Code of its leaf grid"),
              bool("synthetic", "合成数据", "Whether it is made up").onlyInItems(),
              text("attribution", "来源署名", "Whom to name").onlyInItems(),
              wholeNumber("count", "房屋数", "Houses that the point stands for")
                  .onlyInTiles()
                  .onlyInLayer("house_point")),
          SqlFile.of(HouseLayer.class, "houses.sql"));

  private HouseLayer() {}
}
