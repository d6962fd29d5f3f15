package org.gridmap.backend.publication.comparison;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.backend.land.GridShapes.Placed;
import org.gridmap.backend.land.Lineages;
import org.gridmap.backend.land.Lineages.Descent;
import org.gridmap.backend.land.PublishedDivisions;
import org.gridmap.backend.land.PublishedDivisions.PublishedDivision;
import org.gridmap.backend.plan.LogEntry;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanLog;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.publication.LineageFinder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How the grids of one side came from those of another, and what a code means in each. */
@Component
public class Ancestry {
  private final Lineages lineages;
  private final PublishedDivisions divisions;
  private final Plans plans;
  private final PlanLog log;

  Ancestry(Lineages lineages, PublishedDivisions divisions, Plans plans, PlanLog log) {
    this.lineages = lineages;
    this.divisions = divisions;
    this.plans = plans;
    this.log = log;
  }

  /** By published lineage where there is one, by the plan's log from its base, else by the land. */
  @Transactional(readOnly = true)
  public List<Descent> between(ComparedDivision before, ComparedDivision after) {
    List<PublishedDivision> steps = stepsBetween(before, after);
    if (!steps.isEmpty()) {
      return LineageFinder.chain(
          before.grids().keySet(),
          steps.stream().map(step -> lineages.ofDivision(step.id())).toList(),
          after.grids().keySet());
    }
    return LineageFinder.find(placed(before), placed(after), log(before, after));
  }

  private List<PublishedDivision> stepsBetween(ComparedDivision before, ComparedDivision after) {
    Instant from = before.label().from();
    Instant to = after.label().from();
    if (before.label().divisionId() == null
        || after.label().divisionId() == null
        || from == null
        || to == null
        || !from.isBefore(to)) {
      return List.of();
    }
    List<PublishedDivision> steps = new ArrayList<>();
    for (PublishedDivision one : divisions.list(after.label().rootCode())) {
      Instant since = one.from();
      if (since != null && since.isAfter(from) && !since.isAfter(to)) {
        steps.add(one);
      }
    }
    return before.label().rootCode().equals(after.label().rootCode()) ? steps : List.of();
  }

  private List<LogEntry> log(ComparedDivision before, ComparedDivision after) {
    Long planId = after.label().planId();
    Long division = before.label().divisionId();
    if (planId == null || division == null) {
      return List.of();
    }
    Optional<Plan> plan = plans.find(planId);
    return plan.isPresent() && division.equals(plan.get().baseDivisionId())
        ? log.listAfter(planId, 0)
        : List.of();
  }

  private static Map<String, Placed> placed(ComparedDivision side) {
    Map<String, Placed> grids = new LinkedHashMap<>();
    // Parents come before their children.
    side.grids()
        .forEach((code, grid) -> {
          Placed parent = grid.parentCode() == null ? null : grids.get(grid.parentCode());
          int level = parent == null ? 1 : parent.level() + 1;
          grids.put(code, new Placed(grid.outline(), level, grid.leaf()));
        });
    return grids;
  }

  /**
   * The grids that a code means in the earlier side: the one that bears it, else what it became in
   * published divisions.
   */
  @Transactional(readOnly = true)
  public Set<String> meaning(String code, ComparedDivision before) {
    if (before.grids().containsKey(code)) {
      return Set.of(code);
    }
    Set<String> meant = new TreeSet<>();
    Set<String> seen = new TreeSet<>(Set.of(code));
    // Rows of lineage lead away from the code, the oldest first.
    for (Lineages.DatedDescent descent : lineages.list(code)) {
      if (seen.contains(descent.from()) && !before.grids().containsKey(descent.from())) {
        seen.add(descent.to());
        if (before.grids().containsKey(descent.to())) {
          meant.add(descent.to());
        }
      }
    }
    return meant;
  }

  /** The grids of the later side that grids of the earlier one are or became. */
  public static Set<String> carried(
      Set<String> meant, ComparedDivision after, List<Descent> descents) {
    Set<String> carried = new TreeSet<>();
    for (String code : meant) {
      if (after.grids().containsKey(code)) {
        carried.add(code);
      } else {
        descents.stream()
            .filter(descent -> descent.from().equals(code))
            .forEach(descent -> carried.add(descent.to()));
      }
    }
    return carried;
  }
}
