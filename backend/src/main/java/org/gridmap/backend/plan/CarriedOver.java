package org.gridmap.backend.plan;

import java.time.Instant;
import java.util.List;
import org.gridmap.backend.plan.PlanSummary.Person;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * What became of a plan that was carried over to a newer division.
 *
 * @param seq entry of the log, which one undo takes back
 * @param version of the plan after it
 * @param divisionId the division that it begins from since
 * @param fitting steps that were done again
 * @param leftOver steps that did not fit, oldest first
 */
public record CarriedOver(
    long seq, long version, long divisionId, int fitting, List<LeftOver> leftOver) {
  /**
   * A step that does not fit the newer division.
   *
   * @param seq entry of the log
   * @param type what kind of operation
   * @param account who did it
   * @param at when
   * @param reason why it does not fit
   * @param place where, degrees; null where there is no place
   * @param grids codes of the grids concerned
   * @param yours borders as the step had drawn them
   * @param theirs borders of the newer division at the same grids, where they are other ones
   */
  public record LeftOver(
      long seq,
      String type,
      Person account,
      Instant at,
      Reason reason,
      @Nullable Coordinate place,
      List<String> grids,
      List<Edge> yours,
      List<Edge> theirs) {}
}
