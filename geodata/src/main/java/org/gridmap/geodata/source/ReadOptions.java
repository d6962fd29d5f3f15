package org.gridmap.geodata.source;

import java.util.Map;
import java.util.function.Consumer;
import org.gridmap.geodata.crs.DatumChoice;
import org.gridmap.geodata.crs.DatumShift;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * How a file is to be read.
 *
 * @param content what the features are
 * @param crs the coordinate reference system, {@code EPSG:n}; null takes the one the file declares
 * @param layer the layer to read; null takes the only one, and is refused where there are several
 * @param fields which field of the file holds what, overriding the known field names: from the name
 *     of a row's component ({@code code}, {@code number} …) to the name of the field
 * @param limits the limits of the guard
 * @param reference borders or houses already known to be right, EPSG:4490; a layer that lies beside
 *     them by the shift of GCJ-02 or BD-09, or only fits them with swapped axes, is refused
 * @param invalidKept lets polygons with crossing rings through, for the coverage check, which
 *     reports them itself; everything else the guard refuses stays refused
 * @param drawn leaves geometries in the coordinates of the file once they have passed the guard;
 *     the report says which system that is
 * @param datumShift the way from the datum of the file to CGCS2000; null takes the published one
 * @param progress told about the rows read
 */
public record ReadOptions(
    Content content,
    @Nullable String crs,
    @Nullable String layer,
    Map<String, String> fields,
    Limits limits,
    @Nullable Geometry reference,
    boolean invalidKept,
    boolean drawn,
    @Nullable DatumShift datumShift,
    Progress progress) {

  /** Copies the map. */
  public ReadOptions {
    fields = Map.copyOf(fields);
  }

  /** What the features of a file are. */
  public enum Content {
    /** Polygons of responsibility. */
    GRIDS,
    /** Buildings; from OpenStreetMap also address points. */
    HOUSES,
    /** Lines of roads and paths. */
    ROADS,
    /** Points that carry an address. */
    ADDRESSES
  }

  /** Told now and then how far the reading is. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Called at least every few thousand rows on the reading thread.
     *
     * @param rows features read so far
     * @param bytes bytes read so far; of GDAL's output where GDAL reads
     * @param totalBytes size of the file; -1 where GDAL reads, whose output has no known size
     */
    void report(long rows, long bytes, long totalBytes);
  }

  /**
   * What one file may cost.
   *
   * @param bytes size of the file, and of everything in it after unpacking
   * @param featureVertices vertices in one feature
   * @param totalVertices vertices in all features together
   * @param features number of features
   * @param seconds time that a child process may take
   * @param childMemoryBytes address space that a child process may take
   */
  public record Limits(
      long bytes,
      int featureVertices,
      long totalVertices,
      long features,
      int seconds,
      long childMemoryBytes) {

    /** For files named on the command line of the machine itself. */
    public static final Limits IMPORT =
        new Limits(4L << 30, 5_000, 500_000_000, 20_000_000, 1_800, 4L << 30);

    /** For files and bodies that arrive over HTTP. */
    public static final Limits REQUEST =
        new Limits(50L << 20, 5_000, 200_000, 100_000, 60, 1L << 30);
  }

  /** Reads the content with everything else taken from the file. */
  public static ReadOptions of(Content content) {
    return new ReadOptions(
        content,
        null,
        null,
        Map.of(),
        Limits.IMPORT,
        null,
        false,
        false,
        null,
        (rows, bytes, totalBytes) -> {});
  }

  /** The same with a coordinate reference system. */
  public ReadOptions withCrs(@Nullable String newCrs) {
    return with(draft -> draft.crs = newCrs);
  }

  /** The same with a layer. */
  public ReadOptions withLayer(@Nullable String newLayer) {
    return with(draft -> draft.layer = newLayer);
  }

  /** The same with field names. */
  public ReadOptions withFields(Map<String, String> newFields) {
    return with(draft -> draft.fields = newFields);
  }

  /** The same with limits. */
  public ReadOptions withLimits(Limits newLimits) {
    return with(draft -> draft.limits = newLimits);
  }

  /** The same with a reference. */
  public ReadOptions withReference(@Nullable Geometry newReference) {
    return with(draft -> draft.reference = newReference);
  }

  /** The same with a listener. */
  public ReadOptions withProgress(Progress newProgress) {
    return with(draft -> draft.progress = newProgress);
  }

  /** The same with polygons whose rings cross let through. */
  public ReadOptions withInvalidKept() {
    return with(draft -> draft.invalidKept = true);
  }

  /** The same with geometries left in the coordinates of the file. */
  public ReadOptions withDrawn() {
    return with(draft -> draft.drawn = true);
  }

  /** The same with parameters for the datum of the file. */
  public ReadOptions withDatumShift(@Nullable DatumShift newShift) {
    return with(draft -> draft.datumShift = newShift);
  }

  /** The same for other content. */
  public ReadOptions withContent(Content newContent) {
    return with(draft -> draft.content = newContent);
  }

  /**
   * What to do about the datum. The coverage check judges the drawing in its own plane and stores
   * nothing, so an inexact datum does not matter to it.
   */
  DatumChoice datumChoice() {
    return new DatumChoice(datumShift, drawn && invalidKept);
  }

  private ReadOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The components while one of them changes. */
  private static final class Draft {
    private Content content;
    private @Nullable String crs;
    private @Nullable String layer;
    private Map<String, String> fields;
    private Limits limits;
    private @Nullable Geometry reference;
    private boolean invalidKept;
    private boolean drawn;
    private @Nullable DatumShift datumShift;
    private Progress progress;

    private Draft(ReadOptions options) {
      content = options.content;
      crs = options.crs;
      layer = options.layer;
      fields = options.fields;
      limits = options.limits;
      reference = options.reference;
      invalidKept = options.invalidKept;
      drawn = options.drawn;
      datumShift = options.datumShift;
      progress = options.progress;
    }

    private ReadOptions options() {
      return new ReadOptions(
          content, crs, layer, fields, limits, reference, invalidKept, drawn, datumShift, progress);
    }
  }
}
