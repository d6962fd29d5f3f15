package org.gridmap.backend.intake;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.land.StoredDivision;
import org.gridmap.geodata.source.ReadReport;
import org.jspecify.annotations.Nullable;

/**
 * What became of an import.
 *
 * @param files what was read of each file, by file name in the order given
 * @param notes what was done so that borders of grids agree, in sentences
 * @param stored rows stored
 * @param replaced rows of an earlier import of the same files that made room
 * @param outside houses that lie in no grid
 * @param division the division that was stored, null for houses and roads
 * @param dryRun whether all of it was taken back
 */
public record IntakeReport(
    Map<String, ReadReport> files,
    List<String> notes,
    long stored,
    long replaced,
    long outside,
    @Nullable StoredDivision division,
    boolean dryRun) {

  /** The same, in the words of a terminal. */
  public List<String> lines() {
    return IntakeReportText.of(this);
  }
}
