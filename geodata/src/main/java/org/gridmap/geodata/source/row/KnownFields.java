package org.gridmap.geodata.source.row;

import java.util.List;

/** The field names that are known for each component of a row, the best first. */
final class KnownFields {

  private KnownFields() {}

  /** Components of a grid. */
  enum OfGrid implements FieldNames.Known {
    CODE(
        "code",
        "网格编码",
        "网格代码",
        "网格编号",
        "编码",
        "代码",
        "编号",
        "grid_code",
        "grid_id",
        "grid_no",
        "code",
        "wgbm",
        "wgdm",
        "wgbh",
        "villcode",
        "bm",
        "dm"),
    ID("id", "block", "block_id", "id", "gid", "osm_way_id", "osm_id", "fid", "objectid"),
    NAME(
        "name",
        "网格名称",
        "网格名",
        "名称",
        "grid_name",
        "name",
        "name:zh",
        "wgmc",
        "villname",
        "mc",
        "title"),
    PARENT_CODE(
        "parentCode",
        "上级网格编码",
        "上级编码",
        "上级网格",
        "父级编码",
        "所属网格编码",
        "parent_code",
        "parent",
        "parent_id",
        "sjbm"),
    LEVEL("level", "网格级别", "网格等级", "网格层级", "级别", "层级", "grid_level", "level", "jb", "admin_level"),
    KIND("kind", "网格类型", "网格类别", "类型", "grid_kind", "grid_type", "kind", "lx");

    private final String component;
    private final List<String> names;

    OfGrid(String component, String... names) {
      this.component = component;
      this.names = List.of(names);
    }

    @Override
    public String component() {
      return component;
    }

    @Override
    public List<String> names() {
      return names;
    }
  }

  /** Components of a house. */
  enum OfHouse implements FieldNames.Known {
    SOURCE_ID(
        "sourceId",
        "osm_id",
        "房屋编号",
        "房屋编码",
        "房屋代码",
        "楼栋编码",
        "house_id",
        "building_id",
        "id",
        "gid",
        "uuid",
        "objectid"),
    NUMBER(
        "number",
        "门牌号",
        "门牌号码",
        "门牌",
        "房号",
        "楼号",
        "楼栋号",
        "幢号",
        "栋号",
        "addr:housenumber",
        "housenumber",
        "house_number",
        "house_no",
        "number",
        "mph"),
    ADDRESS(
        "address",
        "详细地址",
        "标准地址",
        "房屋地址",
        "地址",
        "坐落",
        "addr:full",
        "full_address",
        "address",
        "dz",
        "location"),
    STREET("street", "addr:street", "街道名称", "路名", "街路巷", "street", "addr:place", "addr:housename"),
    NAME(
        "name",
        "房屋名称",
        "建筑名称",
        "建筑物名称",
        "楼名",
        "楼栋名称",
        "小区名称",
        "名称",
        "name",
        "name:zh",
        "building_name",
        "house_name",
        "jzmc",
        "mc"),
    ALIASES("aliases", "别名", "俗称", "俗名", "aliases", "alias", "alt_name"),
    OTHER_NAMES("otherNames", "曾用名", "old_name", "loc_name", "name:zh", "name:en"),
    FLOORS(
        "floors",
        "层数",
        "地上层数",
        "总层数",
        "建筑层数",
        "楼层数",
        "楼层",
        "building:levels",
        "floors",
        "floor",
        "levels",
        "storeys",
        "stories",
        "num_floors",
        "floor_count",
        "cs"),
    HEIGHT_METRES(
        "heightMetres",
        "高度",
        "建筑高度",
        "楼高",
        "房屋高度",
        "height",
        "building:height",
        "height_m",
        "height_metres",
        "heightmeters",
        "gd",
        "jzgd"),
    STRUCTURE(
        "structure",
        "结构",
        "建筑结构",
        "房屋结构",
        "结构类型",
        "building:structure",
        "structure",
        "building:material",
        "jg",
        "jzjg"),
    USE(
        "use",
        "用途",
        "房屋用途",
        "建筑用途",
        "使用性质",
        "房屋性质",
        "房屋类型",
        "building:use",
        "use",
        "usage",
        "function",
        "kind_detail",
        "building_type",
        "yt"),
    SECOND_USE("secondUse", "shop", "office", "amenity", "tourism"),
    RESIDENTS(
        "residents",
        "居住人数",
        "人口",
        "人口数",
        "实有人口",
        "常住人口",
        "人数",
        "residents",
        "resident_count",
        "population",
        "rks"),
    WAY_ID("wayId", "osm_way_id"),
    BUILDING("building", "building");

    private final String component;
    private final List<String> names;

    OfHouse(String component, String... names) {
      this.component = component;
      this.names = List.of(names);
    }

    @Override
    public String component() {
      return component;
    }

    @Override
    public List<String> names() {
      return names;
    }
  }

  /** Components of a road. */
  enum OfRoad implements FieldNames.Known {
    SOURCE_ID("sourceId", "osm_id", "道路编码", "road_id", "id", "gid", "objectid"),
    NAME("name", "道路名称", "路名", "名称", "name", "name:zh", "road_name", "dlmc", "mc"),
    KIND(
        "kind",
        "highway",
        "道路等级",
        "道路类型",
        "技术等级",
        "fclass",
        "road_class",
        "road_type",
        "kind_detail",
        "类型",
        "lx"),
    GROUP("group", "kind"),
    WAY_ID("wayId", "osm_way_id");

    private final String component;
    private final List<String> names;

    OfRoad(String component, String... names) {
      this.component = component;
      this.names = List.of(names);
    }

    @Override
    public String component() {
      return component;
    }

    @Override
    public List<String> names() {
      return names;
    }
  }
}
