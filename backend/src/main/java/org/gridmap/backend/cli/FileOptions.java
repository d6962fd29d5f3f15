package org.gridmap.backend.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file is to be read, for every command that reads files. */
final class FileOptions {
  @Option(
      names = "--crs",
      paramLabel = "EPSG:n",
      description = "Coordinate reference system of files that do not declare one.")
  @Nullable String crs;

  @Option(names = "--layer", description = "Layer to read, where a file has several.")
  @Nullable String layer;
}
