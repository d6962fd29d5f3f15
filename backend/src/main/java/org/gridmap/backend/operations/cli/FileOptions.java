package org.gridmap.backend.operations.cli;

import org.gridmap.geodata.crs.DatumShift;
import org.gridmap.geodata.source.ReadOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a file is to be read, for every command that reads files. */
final class FileOptions {
  @Option(
      names = "--crs",
      paramLabel = "EPSG:n",
      description = "Coordinate reference system of files that do not declare one.")
  @Nullable String crs;

  @Option(names = "--layer", description = "Layer to read, where a file has several.")
  @Nullable String layer;

  @Option(
      names = "--datum-shift",
      paramLabel = "dx,dy,dz[,rx,ry,rz,s]",
      converter = Shift.class,
      description =
          "The way from Beijing 54, Xian 80 or another datum to CGCS2000 here: metres, seconds of"
              + " arc, millionths; position-vector convention (EPSG 9606; in the coordinate-frame"
              + " convention the rotations have the other sign).")
  @Nullable DatumShift datumShift;

  /** The options of a reading with these choices in them. */
  ReadOptions in(ReadOptions options) {
    return options.withCrs(crs).withLayer(layer).withDatumShift(datumShift);
  }

  /** Parses a shift; its own words say what is wrong with one. */
  static final class Shift implements ITypeConverter<DatumShift> {
    @Override
    public DatumShift convert(String value) {
      try {
        return DatumShift.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
