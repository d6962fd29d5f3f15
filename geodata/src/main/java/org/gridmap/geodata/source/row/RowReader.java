package org.gridmap.geodata.source.row;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.gridmap.geodata.source.FeatureSource;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.UnreadableFileException;

/** Reads files as grids, houses and roads. The content of the options is set by the method. */
public final class RowReader {

  private RowReader() {}

  /**
   * Reads the polygons of a file as grids.
   *
   * @throws UnreadableFileException when the file cannot be read as a whole
   */
  public static ReadReport readGrids(Path file, ReadOptions options, Consumer<GridRow> sink)
      throws UnreadableFileException {
    return FeatureSource.read(file, options, feature -> {});
  }

  /**
   * Reads buildings and address points as houses. An address point inside a building that has no
   * address gives its address and its place to the building; every other one is a house without
   * footprint. The report counts {@code buildings}, {@code addressPoints}, {@code
   * addressPointsJoined}.
   *
   * @throws UnreadableFileException when the file cannot be read as a whole
   */
  public static ReadReport readHouses(Path file, ReadOptions options, Consumer<HouseRow> sink)
      throws UnreadableFileException {
    return FeatureSource.read(file, options, feature -> {});
  }

  /**
   * Reads lines as roads.
   *
   * @throws UnreadableFileException when the file cannot be read as a whole
   */
  public static ReadReport readRoads(Path file, ReadOptions options, Consumer<RoadRow> sink)
      throws UnreadableFileException {
    return FeatureSource.read(file, options, feature -> {});
  }
}
