package org.gridmap.backend.intake;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.crs.DatumShift;
import org.jspecify.annotations.Nullable;

/**
 * What is to be imported, and as what. All files of an order are one import.
 *
 * @param files the files
 * @param content what their features are
 * @param parent code of the area that the grids divide; null when the file says it itself, or when
 *     the name stands for it
 * @param name name of that area; null for its official or stored name
 * @param crs coordinate reference system, EPSG:n; null for the one the file declares
 * @param layer layer to read; null for the only one
 * @param datumShift the way from the datum of the files to CGCS2000; null for the published one
 * @param fields which field of the file holds what, where the known names do not fit
 * @param attribution whom the map must name; null for nobody, or for what the format implies
 * @param dryRun whether everything is done and then taken back
 */
public record IntakeOrder(
    List<Path> files,
    Content content,
    @Nullable String parent,
    @Nullable String name,
    @Nullable String crs,
    @Nullable String layer,
    @Nullable DatumShift datumShift,
    Map<String, String> fields,
    @Nullable String attribution,
    boolean dryRun) {

  /** Copies the collections. */
  public IntakeOrder {
    files = List.copyOf(files);
    fields = Map.copyOf(fields);
  }

  /** What features can be imported as. */
  public enum Content {
    /** Polygons of responsibility. */
    GRIDS,
    /** Buildings and address points. */
    HOUSES,
    /** Roads and paths. */
    ROADS
  }
}
