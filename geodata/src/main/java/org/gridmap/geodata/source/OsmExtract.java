package org.gridmap.geodata.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * OpenStreetMap extracts: which of GDAL's layers, and which features in them, are houses, addresses
 * or roads. Which tags become fields is in {@code osmconf.ini} beside this class.
 */
final class OsmExtract {

  private static final String ADDRESS = "\"addr:housenumber\" IS NOT NULL";
  private static final String BUILDING = "building IS NOT NULL";

  /** Features of one of GDAL's layers that satisfy a condition. */
  record Selection(String layer, String where) {}

  private OsmExtract() {}

  /** Reads what the content asks for; of grids also says which relations GDAL left out. */
  static void read(Path file, ReadOptions.Content content, GdalReader gdal, FeatureIntake intake)
      throws UnreadableFileException {
    intake.declare("EPSG:4326");
    Set<String> relations = intake.watch("osm_id");
    for (Selection selection : selections(content)) {
      gdal.read(selection.layer(), selection.where(), intake);
    }
    if (content != ReadOptions.Content.GRIDS) {
      return;
    }
    intake.note(
        "of the OpenStreetMap file the areas with boundary=administrative were read, and nothing"
            + " else");
    try {
      for (OsmRelations.Incomplete one : OsmRelations.incomplete(file, relations)) {
        intake.miss(new RowFault("relation-incomplete", one.reason(), null, one.level()));
      }
    } catch (IOException e) {
      intake.note("relations that are no areas in this file could not be counted");
    }
  }

  private static List<Selection> selections(ReadOptions.Content content)
      throws UnreadableFileException {
    return switch (content) {
      // Points come first: a building that follows can take the address of the point inside it.
      case HOUSES ->
          List.of(
              new Selection("points", ADDRESS),
              new Selection("lines", ADDRESS),
              new Selection("multipolygons", BUILDING + " OR " + ADDRESS));
      case ADDRESSES ->
          List.of(
              new Selection("points", ADDRESS),
              new Selection("lines", ADDRESS),
              new Selection("multipolygons", ADDRESS));
      case ROADS ->
          List.of(
              new Selection("lines", "highway IS NOT NULL"),
              new Selection("multipolygons", "highway IS NOT NULL"));
      case GRIDS -> List.of(new Selection("multipolygons", "boundary = 'administrative'"));
    };
  }

  static Map<String, String> settings(Path workspace) throws UnreadableFileException {
    Path configuration = workspace.resolve("osmconf.ini");
    try (InputStream in =
        Objects.requireNonNull(OsmExtract.class.getResourceAsStream("osmconf.ini"))) {
      Files.copy(in, configuration);
    } catch (IOException e) {
      throw new UnreadableFileException("storage-full", "There is no room for temporary files.");
    }
    return Map.of("OSM_CONFIG_FILE", configuration.toString(), "OSM_MAX_TMPFILE_SIZE", "256");
  }
}
