package org.gridmap.backend.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.land.GridCodes;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.code.GridCodeScheme;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Codes of the grids that a plan makes: free ones while it is drawn, given for good when it is
 * handed in. A split that is taken back therefore uses no number up.
 */
@Service
public class PlanCodes {
  private final GridCodes codes;
  private final LivePlans live;
  private final PlanLog log;
  private final PlanRows rows;

  PlanCodes(GridCodes codes, LivePlans live, PlanLog log, PlanRows rows) {
    this.codes = codes;
    this.live = live;
    this.log = log;
    this.rows = rows;
  }

  /**
   * Codes for new grids that nobody has, neither in the plan nor elsewhere. A town numbers in each
   * of its villages, a village in itself.
   *
   * @param places one point inside each grid
   * @return one code for each place, in their order
   * @throws ProblemException {@code validation-failed} if the area has no code of the scheme or its
   *     numbers are used up
   */
  public List<String> propose(
      Plan plan, GridPartition partition, GridCodeScheme.Role role, List<Coordinate> places) {
    Map<String, List<Integer>> villages = new LinkedHashMap<>();
    VillageLocator of = new VillageLocator(partition, plan.rootCode());
    for (int i = 0; i < places.size(); i++) {
      villages.computeIfAbsent(of.find(places.get(i)), one -> new ArrayList<>()).add(i);
    }
    String[] proposed = new String[places.size()];
    villages.forEach((village, own) -> {
      List<String> numbers =
          proposeIn(village, partition, role, own.stream().map(places::get).toList());
      for (int k = 0; k < own.size(); k++) {
        proposed[own.get(k)] = numbers.get(k);
      }
    });
    return List.of(proposed);
  }

  /** The same for grids of one village, which the caller knows. */
  public List<String> proposeIn(
      String village, GridPartition partition, GridCodeScheme.Role role, List<Coordinate> places) {
    return codes.propose(village, role, places, borne(partition));
  }

  /**
   * Gives the new grids of a plan their codes for good, in the transaction that holds it. What
   * another plan or division was given since it was drawn is replaced by the next free number, as
   * an operation of the caller.
   *
   * @return the plan as it is then
   * @throws ProblemException {@code code-taken} where no number can be proposed, or another plan is
   *     handed in at the same moment
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Plan give(Plan held) {
    GridPartition partition = live.partition(held);
    Set<String> before = borne(live.base(held.id()));
    Set<String> taken = codes.listTaken(fresh(partition, before), held.id());
    Plan plan = held;
    if (!taken.isEmpty()) {
      List<Operation> recodes = recodes(held, partition, taken);
      Operation operation =
          recodes.size() == 1 ? recodes.getFirst() : new Operation.Batch(recodes, null);
      try {
        Change change = partition.apply(operation);
        log.append(
            held,
            CurrentUser.get().accountId(),
            LogEntry.EntryKind.APPLY,
            operation,
            null,
            null,
            change,
            partition);
      } catch (RefusedOperationException e) {
        throw new IllegalStateException("a free code was refused", e);
      }
      plan = rows.find(held.id()).orElseThrow();
    }
    codes.reserve(fresh(partition, before), held.id(), partition::polygon);
    return plan;
  }

  private List<Operation> recodes(Plan plan, GridPartition partition, Set<String> taken) {
    List<Operation> recodes = new ArrayList<>();
    Map<GridCodeScheme.Role, List<PartitionGrid>> grids =
        partition.grids().stream()
            .filter(grid -> taken.contains(grid.code()))
            .collect(
                Collectors.groupingBy(
                    grid -> grid.leaf() ? GridCodeScheme.Role.LEAF : GridCodeScheme.Role.HIGHER));
    grids.forEach((role, own) -> {
      List<Coordinate> places =
          own.stream()
              .map(grid -> partition.polygon(grid.code()).getInteriorPoint().getCoordinate())
              .toList();
      List<String> free;
      try {
        free = propose(plan, partition, role, places);
      } catch (ProblemException noNumber) {
        throw codes.taken(taken, partition::polygon);
      }
      for (int i = 0; i < own.size(); i++) {
        recodes.add(new Operation.Recode(own.get(i).code(), free.get(i)));
      }
    });
    return recodes;
  }

  private static Set<String> fresh(GridPartition partition, Set<String> before) {
    Set<String> fresh = new TreeSet<>(borne(partition));
    fresh.removeAll(before);
    return fresh;
  }

  private static Set<String> borne(GridPartition partition) {
    Set<String> borne = new HashSet<>();
    partition.grids().forEach(grid -> borne.add(grid.code()));
    return borne;
  }
}
