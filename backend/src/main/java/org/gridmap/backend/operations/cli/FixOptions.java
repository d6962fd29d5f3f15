package org.gridmap.backend.operations.cli;

import java.nio.file.Path;
import java.util.List;
import org.gridmap.geodata.repair.RepairOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code check} repairs a layer, when asked. */
final class FixOptions {
  /** What says how to repair and means nothing without {@code --fix}. */
  static final List<String> NAMES = List.of("--snap", "--strip-to", "--overwrite");

  @Option(
      names = "--fix",
      paramLabel = "OUT",
      description = {
        "Write a repaired copy to OUT (.gpkg, .geojson or .shp) with a list of every change, and check"
            + " that; FILE itself is never touched. Without it nothing is repaired.",
        "Corners and borders within --snap are made to meet; a corner that lies on a neighbour's edge"
            + " becomes a vertex of it; a ring that crosses itself is read by the even-odd rule; gaps"
            + " and overlaps that are nowhere as wide as --gap-width go to a neighbour by"
            + " --strip-to, and what lies outside of --parent by less is cut away. Everything else"
            + " stays as it is and is a finding. What did not move keeps its coordinates bit for bit;"
            + " grids that others name as their parent become the union of those."
      })
  @Nullable Path out;

  @Option(
      names = "--snap",
      paramLabel = "METRES",
      description =
          "With --fix: nothing moves further than this, 0 to 10 (default: ${DEFAULT-VALUE}). Land"
              + " nowhere wider goes to the neighbour with the longest common border.")
  double snap = 0.05;

  @Option(
      names = "--strip-to",
      paramLabel = "RULE",
      description =
          "With --fix, who gets a strip: longest, the neighbour with the longest common border"
              + " (default); left, always the neighbour with the lowest code; none, it stays. Of an"
              + " overlap only those who claim it can get it; between the same grids it goes to one"
              + " of them as a whole.")
  RepairOptions.StripTo stripTo = RepairOptions.StripTo.LONGEST;

  @Option(
      names = "--overwrite",
      description = "With --fix: replace OUT even if it was not made by --fix.")
  boolean overwrite;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  FixOptions() {}
}
