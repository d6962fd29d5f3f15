package org.gridmap.geodata.source.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.gridmap.geodata.source.SourceFeature;
import org.gridmap.geodata.source.row.HouseRow.Use;
import org.gridmap.geodata.source.row.KnownFields.OfHouse;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Makes houses of buildings and address points. Address points are kept until all buildings are
 * read: a building without an address takes the one of the first point in it, with the point as its
 * entrance; a building with the same address takes the point as its entrance; every other point is
 * a house without footprint.
 */
final class HouseAssembly {

  private final Consumer<HouseRow> sink;
  private final RowReport report;
  private final FieldNames<OfHouse> fields;
  private final boolean openStreetMap;
  private final boolean buildingsWanted;
  private final List<AddressPoint> points = new ArrayList<>();
  private @Nullable STRtree pointIndex;

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
    this.fields = new FieldNames<>(OfHouse.class, overrides);
    this.openStreetMap = openStreetMap;
    this.buildingsWanted = buildingsWanted;
    this.report = report;
    this.sink = sink;
  }

  /** Takes the next feature. */
  void accept(SourceFeature feature) {
    FieldNames.Found<OfHouse> values = fields.values(feature.attributes());
    Geometry geometry = feature.geometry();
    boolean addressed = FieldValues.text(values.get(OfHouse.NUMBER)) != null;
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
    MultiPolygon footprint = RowGeometries.polygons(geometry);
    boolean isBuilding =
        footprint != null
            && (!openStreetMap || FieldValues.text(values.get(OfHouse.BUILDING)) != null);
    if (isBuilding && buildingsWanted) {
      report.count("buildings");
      building(row(feature, values, RowGeometries.inside(geometry), footprint));
    } else if (addressed && (openStreetMap || footprint != null)) {
      report.count("addressAreas");
      sink.accept(row(feature, values, RowGeometries.inside(geometry), null));
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
      FieldNames.Found<OfHouse> values,
      Point entrance,
      @Nullable MultiPolygon footprint) {
    String name = FieldValues.text(values.get(OfHouse.NAME));
    List<String> aliases =
        FieldValues.texts(values.get(OfHouse.ALIASES), values.get(OfHouse.OTHER_NAMES));
    aliases.remove(name);
    String address = FieldValues.text(values.get(OfHouse.ADDRESS));
    Use use = BuildingUse.of(FieldValues.text(values.get(OfHouse.USE)));
    if (use == null) {
      use = BuildingUse.of(FieldValues.text(values.get(OfHouse.BUILDING)));
    }
    if (use == null || (use == Use.OTHER && values.get(OfHouse.SECOND_USE) != null)) {
      Use second = BuildingUse.of(FieldValues.text(values.get(OfHouse.SECOND_USE)));
      use = second == null ? use : second;
    }
    return new HouseRow(
        feature.row(),
        sourceId(feature, values),
        FieldValues.text(values.get(OfHouse.NUMBER)),
        address == null ? FieldValues.text(values.get(OfHouse.STREET)) : address,
        name,
        aliases,
        FieldValues.floors(values.get(OfHouse.FLOORS)),
        FieldValues.height(values.get(OfHouse.HEIGHT_METRES)),
        FieldValues.text(values.get(OfHouse.STRUCTURE)),
        use,
        FieldValues.whole(values.get(OfHouse.RESIDENTS), 1_000_000),
        entrance,
        footprint);
  }

  private @Nullable String sourceId(SourceFeature feature, FieldNames.Found<OfHouse> values) {
    String id = FieldValues.text(values.get(OfHouse.SOURCE_ID));
    if (openStreetMap) {
      return RowReader.openStreetMapId(feature, id, FieldValues.text(values.get(OfHouse.WAY_ID)));
    }
    return id == null ? FieldValues.text(feature.id()) : id;
  }
}
