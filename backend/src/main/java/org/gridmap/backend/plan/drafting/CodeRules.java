package org.gridmap.backend.plan.drafting;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.land.GridCodes;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.stereotype.Component;

/**
 * Which codes a plan may give. The area keeps its own, by which rights, posts and lists name it;
 * new ones begin with it and follow the scheme, or, in an area with codes of its own making, are
 * plain letters and digits.
 */
@Component
class CodeRules {
  private final GridCodes codes;

  CodeRules(GridCodes codes) {
    this.codes = codes;
  }

  /**
   * Refuses codes that a change would give.
   *
   * @param rootCode code of the area
   * @param before codes of the grids before it
   * @param after the partition after it
   * @return the codes that are new
   * @throws RefusedOperationException {@code CODE_INVALID} with the place
   */
  Set<String> check(String rootCode, Set<String> before, Change change, GridPartition after)
      throws RefusedOperationException {
    Set<String> fresh = new HashSet<>();
    change.addedGrids().forEach(grid -> fresh.add(grid.code()));
    if (before.contains(rootCode) && after.findGrid(rootCode).isEmpty()) {
      Coordinate place =
          after.polygon(after.grids().getFirst().code()).getInteriorPoint().getCoordinate();
      throw new RefusedOperationException(
          Reason.CODE_INVALID,
          "The area keeps its code " + rootCode + ".",
          place,
          List.of(rootCode));
    }
    fresh.removeAll(before);
    for (PartitionGrid grid : change.addedGrids()) {
      if (fresh.contains(grid.code()) && !isAllowed(rootCode, before, grid)) {
        throw new RefusedOperationException(
            Reason.CODE_INVALID,
            "A code of this area begins with " + rootCode + " and follows the scheme of codes.",
            after.polygon(grid.code()).getInteriorPoint().getCoordinate(),
            List.of(grid.code()));
      }
    }
    return fresh;
  }

  private boolean isAllowed(String rootCode, Set<String> before, PartitionGrid grid) {
    String code = grid.code();
    if (GridCodes.isOfficial(rootCode)) {
      boolean place = !grid.leaf() && GridCodes.isOfficial(code);
      return code.startsWith(rootCode) && (place || codes.fault(code).isEmpty());
    }
    boolean prefixed = before.stream().allMatch(one -> one.startsWith(rootCode));
    return GridCodes.isOwnMaking(code) && (!prefixed || code.startsWith(rootCode));
  }
}
