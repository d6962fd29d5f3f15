package org.gridmap.geodata.source.row;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.source.FeatureSource;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.ReadOptions.Content;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.SourceFeature;
import org.gridmap.geodata.source.UnreadableFileException;
import org.gridmap.geodata.source.row.KnownFields.OfGrid;
import org.gridmap.geodata.source.row.KnownFields.OfRoad;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;

/**
 * Reads files as grids, houses, addresses and roads. The method sets the content of the options.
 */
public final class RowReader {

  private static final Set<String> NOT_FOR_PEOPLE = Set.of("rail", "ferry", "aerialway");

  private RowReader() {}

  /**
   * Reads the polygons of a file as grids.
   *
   * @throws UnreadableFileException when the file cannot be read as a whole
   */
  public static ReadReport readGrids(Path file, ReadOptions options, Consumer<GridRow> sink)
      throws UnreadableFileException {
    return readGridsWithAttributes(file, options, (row, attributes) -> sink.accept(row));
  }

  /**
   * Reads the polygons of a file as grids, with all attributes of their rows.
   *
   * @throws UnreadableFileException when the file cannot be read as a whole
   */
  public static ReadReport readGridsWithAttributes(
      Path file, ReadOptions options, BiConsumer<GridRow, Map<String, Object>> sink)
      throws UnreadableFileException {
    FieldNames<OfGrid> fields = fields(OfGrid.class, options.fields());
    RowReport report = new RowReport();
    ReadReport read =
        FeatureSource.read(
            file,
            options.withContent(Content.GRIDS),
            feature -> {
              MultiPolygon polygons = RowGeometries.polygons(feature.geometry());
              if (polygons == null) {
                report.refuse(
                    feature,
                    "The row is " + RowGeometries.nature(feature.geometry()) + ", not an area.");
              } else {
                report.count("grids");
                sink.accept(
                    grid(feature, fields.values(feature.attributes()), polygons),
                    feature.attributes());
              }
            });
    return options.drawn() ? report.onDrawn(read) : report.on(read);
  }

  /**
   * Reads buildings and address points as houses. In an OpenStreetMap extract an address point
   * inside a building that has no address gives its address and its place to the building. The
   * report counts {@code buildings}; {@code addressObjects}, everything that has a house number;
   * {@code addressPoints} among them, {@code addressPointsJoined} to a building; and {@code
   * addressAreas} that are no building.
   *
   * @throws UnreadableFileException when the file cannot be read as a whole
   */
  public static ReadReport readHouses(Path file, ReadOptions options, Consumer<HouseRow> sink)
      throws UnreadableFileException {
    return houses(file, options.withContent(Content.HOUSES), sink);
  }

  /**
   * Reads only what has a house number, as houses without footprint.
   *
   * @throws UnreadableFileException when the file cannot be read as a whole
   */
  public static ReadReport readAddresses(Path file, ReadOptions options, Consumer<HouseRow> sink)
      throws UnreadableFileException {
    return houses(file, options.withContent(Content.ADDRESSES), sink);
  }

  private static ReadReport houses(Path file, ReadOptions options, Consumer<HouseRow> sink)
      throws UnreadableFileException {
    RowReport report = new RowReport();
    HouseAssembly assembly;
    try {
      assembly =
          new HouseAssembly(
              options.fields(),
              FeatureSource.isOpenStreetMap(file),
              options.content() == Content.HOUSES,
              report,
              sink);
    } catch (IllegalArgumentException e) {
      throw unknownComponent(e);
    }
    ReadReport read = FeatureSource.read(file, options, assembly::accept);
    assembly.finish();
    return report.on(read);
  }

  /**
   * Reads lines as roads; an area that is a road, such as a square, as its outline. The report
   * counts {@code roads}, and of an OpenStreetMap extract {@code roadRelations} apart from them.
   *
   * @throws UnreadableFileException when the file cannot be read as a whole
   */
  public static ReadReport readRoads(Path file, ReadOptions options, Consumer<RoadRow> sink)
      throws UnreadableFileException {
    FieldNames<OfRoad> fields = fields(OfRoad.class, options.fields());
    boolean openStreetMap = FeatureSource.isOpenStreetMap(file);
    RowReport report = new RowReport();
    ReadReport read =
        FeatureSource.read(
            file,
            options.withContent(Content.ROADS),
            feature -> {
              MultiLineString lines = RowGeometries.lines(feature.geometry());
              if (lines == null) {
                report.refuse(feature, "The row is not a line.");
                return;
              }
              RoadRow row =
                  road(feature, fields.values(feature.attributes()), lines, openStreetMap);
              String id = row.sourceId();
              report.count(
                  openStreetMap && id != null && id.startsWith("relation/")
                      ? "roadRelations"
                      : "roads");
              sink.accept(row);
            });
    return report.on(read);
  }

  private static <E extends Enum<E> & FieldNames.Known> FieldNames<E> fields(
      Class<E> known, Map<String, String> overrides) throws UnreadableFileException {
    try {
      return new FieldNames<>(known, overrides);
    } catch (IllegalArgumentException e) {
      throw unknownComponent(e);
    }
  }

  private static UnreadableFileException unknownComponent(IllegalArgumentException e) {
    return new UnreadableFileException(
        "import-rejected", "The field names do not fit: " + e.getMessage() + ".");
  }

  private static GridRow grid(
      SourceFeature feature, FieldNames.Found<OfGrid> values, MultiPolygon polygons) {
    String code = FieldValues.text(values.get(OfGrid.CODE));
    String id = FieldValues.text(values.get(OfGrid.ID));
    String fallback = id != null ? id : FieldValues.text(feature.id());
    return new GridRow(
        feature.row(),
        code != null ? code : fallback != null ? fallback : Long.toString(feature.row()),
        code != null,
        FieldValues.text(values.get(OfGrid.NAME)),
        FieldValues.text(values.get(OfGrid.PARENT_CODE)),
        FieldValues.level(values.get(OfGrid.LEVEL)),
        FieldValues.isExclusive(values.get(OfGrid.KIND)) ? GridKind.EXCLUSIVE : GridKind.BASE,
        polygons);
  }

  private static RoadRow road(
      SourceFeature feature,
      FieldNames.Found<OfRoad> values,
      MultiLineString lines,
      boolean openStreetMap) {
    String id = FieldValues.text(values.get(OfRoad.SOURCE_ID));
    String kind = FieldValues.text(values.get(OfRoad.KIND));
    String group = FieldValues.text(values.get(OfRoad.GROUP));
    if (kind == null
        || (group != null && NOT_FOR_PEOPLE.contains(group.toLowerCase(Locale.ROOT)))) {
      kind = group;
    }
    String sourceId =
        openStreetMap
            ? openStreetMapId(feature, id, FieldValues.text(values.get(OfRoad.WAY_ID)))
            : id == null ? FieldValues.text(feature.id()) : id;
    return new RoadRow(
        feature.row(), sourceId, FieldValues.text(values.get(OfRoad.NAME)), kind, lines);
  }

  /** The id of an OpenStreetMap object with its type, which makes it unique. */
  static @Nullable String openStreetMapId(
      SourceFeature feature, @Nullable String id, @Nullable String wayId) {
    if (wayId != null) {
      return "way/" + wayId;
    }
    if (id == null) {
      return null;
    }
    String type =
        feature.geometry() instanceof Point
            ? "node/"
            : feature.geometry() instanceof LineString ? "way/" : "relation/";
    return type + id;
  }
}
