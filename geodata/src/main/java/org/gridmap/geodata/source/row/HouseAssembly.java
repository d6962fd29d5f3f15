package org.gridmap.geodata.source.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.gridmap.geodata.source.SourceFeature;
import org.gridmap.geodata.source.row.HouseRow.Use;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Makes houses of buildings and address points. Address points are held until the buildings have
 * passed: a building without an address takes the one of the first point in it, with the point as
 * its entrance; a building with the same address takes the point as its entrance; every other point
 * is a house without footprint.
 */
final class HouseAssembly {

  private static final FieldIndex AT = new FieldIndex();

  private final Consumer<HouseRow> sink;
  private final RowReport report;
  private final FieldNames fields;
  private final boolean openStreetMap;
  private final boolean buildingsWanted;
  private final List<AddressPoint> points = new ArrayList<>();
  private @Nullable STRtree pointIndex;

  /** The components of a house in the order of {@link #known()}. */
  private static final class FieldIndex {
    final int sourceId = 0;
    final int number = 1;
    final int address = 2;
    final int street = 3;
    final int name = 4;
    final int aliases = 5;
    final int otherNames = 6;
    final int floors = 7;
    final int heightMetres = 8;
    final int structure = 9;
    final int use = 10;
    final int secondUse = 11;
    final int residents = 12;
    final int wayId = 13;
    final int building = 14;
  }

  private static final class AddressPoint {
    private final HouseRow row;
    private boolean joined;

    AddressPoint(HouseRow row) {
      this.row = row;
    }
  }

  HouseAssembly(
      Map<String, String> overrides,
      boolean openStreetMap,
      boolean buildingsWanted,
      RowReport report,
      Consumer<HouseRow> sink) {
    this.fields = new FieldNames(known(), overrides);
    this.openStreetMap = openStreetMap;
    this.buildingsWanted = buildingsWanted;
    this.report = report;
    this.sink = sink;
  }

  private static LinkedHashMap<String, List<String>> known() {
    LinkedHashMap<String, List<String>> known = new LinkedHashMap<>();
    known.put(
        "sourceId",
        List.of(
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
            "objectid"));
    known.put(
        "number",
        List.of(
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
            "mph"));
    known.put(
        "address",
        List.of(
            "详细地址",
            "标准地址",
            "房屋地址",
            "地址",
            "坐落",
            "addr:full",
            "full_address",
            "address",
            "dz",
            "location"));
    known.put(
        "street",
        List.of("addr:street", "街道名称", "路名", "街路巷", "street", "addr:place", "addr:housename"));
    known.put(
        "name",
        List.of(
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
            "mc"));
    known.put("aliases", List.of("别名", "俗称", "俗名", "aliases", "alias", "alt_name"));
    known.put("otherNames", List.of("曾用名", "old_name", "loc_name", "name:zh", "name:en"));
    known.put(
        "floors",
        List.of(
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
            "cs"));
    known.put(
        "heightMetres",
        List.of(
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
            "jzgd"));
    known.put(
        "structure",
        List.of(
            "结构",
            "建筑结构",
            "房屋结构",
            "结构类型",
            "building:structure",
            "structure",
            "building:material",
            "jg",
            "jzjg"));
    known.put(
        "use",
        List.of(
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
            "yt"));
    known.put("secondUse", List.of("shop", "office", "amenity", "tourism"));
    known.put(
        "residents",
        List.of(
            "居住人数",
            "人口",
            "人口数",
            "实有人口",
            "常住人口",
            "人数",
            "residents",
            "resident_count",
            "population",
            "rks"));
    known.put("wayId", List.of("osm_way_id"));
    known.put("building", List.of("building"));
    return known;
  }

  /** Takes the next feature. */
  void accept(SourceFeature feature) {
    @Nullable Object[] values = fields.values(feature.attributes());
    Geometry geometry = feature.geometry();
    boolean addressed = Values.text(values[AT.number]) != null;
    if (addressed) {
      report.count("addressObjects");
    }
    if (geometry instanceof Point point) {
      if (!addressed && openStreetMap) {
        report.leaveOut();
        return;
      }
      report.count("addressPoints");
      hold(row(feature, values, point, null));
      return;
    }
    MultiPolygon footprint = Shapes.polygons(geometry);
    boolean isBuilding =
        footprint != null && (!openStreetMap || Values.text(values[AT.building]) != null);
    if (isBuilding && buildingsWanted) {
      report.count("buildings");
      building(row(feature, values, Shapes.inside(geometry), footprint));
    } else if (addressed && (openStreetMap || footprint != null)) {
      report.count("addressAreas");
      sink.accept(row(feature, values, Shapes.inside(geometry), null));
    } else if (footprint == null) {
      report.refuse(feature, "The row is neither a polygon nor a point.");
    } else {
      report.leaveOut();
    }
  }

  private void hold(HouseRow row) {
    if (openStreetMap && buildingsWanted) {
      points.add(new AddressPoint(row));
    } else {
      sink.accept(row);
    }
  }

  /** Gives out the address points that no building took. */
  void finish() {
    for (AddressPoint point : points) {
      if (!point.joined) {
        sink.accept(point.row);
      }
    }
  }

  private void building(HouseRow row) {
    AddressPoint point = points.isEmpty() ? null : addressIn(row);
    if (point == null) {
      sink.accept(row);
      return;
    }
    point.joined = true;
    report.count("addressPointsJoined");
    HouseRow address = point.row;
    sink.accept(
        new HouseRow(
            row.row(),
            row.sourceId(),
            address.number(),
            address.address() == null ? row.address() : address.address(),
            row.name() == null ? address.name() : row.name(),
            row.aliases(),
            row.floors(),
            row.heightMetres(),
            row.structure(),
            row.use(),
            row.residents(),
            address.entrance(),
            row.footprint()));
  }

  private @Nullable AddressPoint addressIn(HouseRow building) {
    MultiPolygon footprint = Objects.requireNonNull(building.footprint());
    if (pointIndex == null) {
      pointIndex = new STRtree();
      for (AddressPoint point : points) {
        pointIndex.insert(point.row.entrance().getEnvelopeInternal(), point);
      }
    }
    AddressPoint first = null;
    IndexedPointInAreaLocator locator = null;
    for (Object found : pointIndex.query(footprint.getEnvelopeInternal())) {
      AddressPoint point = (AddressPoint) found;
      boolean fits = building.number() == null || sameAddress(building, point.row);
      if (point.joined || !fits || (first != null && first.row.row() < point.row.row())) {
        continue;
      }
      locator = locator == null ? new IndexedPointInAreaLocator(footprint) : locator;
      if (locator.locate(point.row.entrance().getCoordinate()) != Location.EXTERIOR) {
        first = point;
      }
    }
    return first;
  }

  private static boolean sameAddress(HouseRow one, HouseRow other) {
    return Objects.equals(one.number(), other.number())
        && (one.address() == null
            || other.address() == null
            || one.address().equals(other.address()));
  }

  private HouseRow row(
      SourceFeature feature,
      @Nullable Object[] values,
      Point entrance,
      @Nullable MultiPolygon footprint) {
    String name = Values.text(values[AT.name]);
    List<String> aliases = Values.texts(values[AT.aliases], values[AT.otherNames]);
    aliases.remove(name);
    String address = Values.text(values[AT.address]);
    Use use = BuildingUse.of(Values.text(values[AT.use]));
    if (use == null) {
      use = BuildingUse.of(Values.text(values[AT.building]));
    }
    if (use == null || (use == Use.OTHER && values[AT.secondUse] != null)) {
      Use second = BuildingUse.of(Values.text(values[AT.secondUse]));
      use = second == null ? use : second;
    }
    return new HouseRow(
        feature.row(),
        sourceId(feature, values),
        Values.text(values[AT.number]),
        address == null ? Values.text(values[AT.street]) : address,
        name,
        aliases,
        Values.floors(values[AT.floors]),
        Values.height(values[AT.heightMetres]),
        Values.text(values[AT.structure]),
        use,
        Values.whole(values[AT.residents], 1_000_000),
        entrance,
        footprint);
  }

  private @Nullable String sourceId(SourceFeature feature, @Nullable Object[] values) {
    String id = Values.text(values[AT.sourceId]);
    if (openStreetMap) {
      return RowReader.openStreetMapId(feature, id, Values.text(values[AT.wayId]));
    }
    return id == null ? Values.text(feature.id()) : id;
  }
}
