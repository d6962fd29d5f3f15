package org.gridmap.backend.plan.drafting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanCodes;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.code.GridCodeScheme;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.Operation.NewGrid;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What can be done about open land, as operations that are ready to be tried or applied. */
@Component
class FixProposals {
  private static final SqlFile FINDINGS = SqlFile.of(FixProposals.class, "base-findings.sql");
  private static final int MOST_CLAIMANTS = 8;
  private static final int MOST_AT_ONCE = 500;

  /**
   * One way out.
   *
   * @param key {@code ASSIGN:} and a code, {@code LONGEST}, {@code MIDDLE}, {@code OWN_GRID},
   *     {@code ALLOW} or {@code CUT_AWAY}
   * @param operation to be sent to preview or operations
   */
  record Fix(String key, Operation operation) {}

  /**
   * @param ordinal number of the finding in the list of the base division
   */
  record FindingOf(int ordinal) {}

  /**
   * Open land and its ways out.
   *
   * @param openLand the land
   * @param finding the finding of the base division at this place; null for land that became open
   *     later
   * @param fixes the ways out, the usual one first
   */
  record OpenLandFixes(OpenLand openLand, @Nullable FindingOf finding, List<Fix> fixes) {}

  /**
   * Many fixes as one step.
   *
   * @param operation a batch; null if nothing can be fixed like that
   * @param fixed pieces that it fixes
   * @param left pieces of that size that need a look
   */
  record FixBatch(@Nullable Operation operation, int fixed, int left) {}

  private record Found(int ordinal, Coordinate place) {}

  private static final RowMapper<Found> FOUND = new RecordRowMapper<>(Found.class);

  private final JdbcClient jdbc;
  private final PlanCodes codes;

  FixProposals(JdbcClient jdbc, PlanCodes codes) {
    this.jdbc = jdbc;
    this.codes = codes;
  }

  /** Every piece of open land that is not allowed, the largest first. */
  @Transactional(readOnly = true)
  public List<OpenLandFixes> list(Plan plan, GridPartition partition) {
    List<OpenLand> open =
        partition.openLand().stream()
            .filter(land -> land.allowed() == null)
            .sorted((a, b) -> Double.compare(b.areaSquareMetres(), a.areaSquareMetres()))
            .toList();
    if (open.isEmpty()) {
      return List.of();
    }
    List<Found> findings = findings(plan);
    Optional<String> code = freeCode(plan, partition, open.getFirst().place());
    return open.stream()
        .map(land ->
            new OpenLandFixes(
                land, finding(partition.polygon(land), findings), fixes(partition, land, code)))
        .toList();
  }

  private Optional<String> freeCode(Plan plan, GridPartition partition, Coordinate place) {
    try {
      return Optional.of(
          codes
              .proposeIn(plan.rootCode(), partition, GridCodeScheme.Role.LEAF, List.of(place))
              .getFirst());
    } catch (ProblemException noNumber) {
      // The area has no code of the scheme, or its numbers are used up: the planner types one.
      return Optional.empty();
    }
  }

  private static List<Fix> fixes(
      GridPartition partition, OpenLand land, Optional<String> freeCode) {
    List<Fix> fixes = new ArrayList<>();
    List<String> claims = land.claims();
    if (land.kind() == OpenLand.OpenLandKind.OUTSIDE) {
      fixes.add(fix("CUT_AWAY", new Operation.CutAway(land.id())));
      return fixes;
    }
    if (!claims.isEmpty()) {
      fixes.add(fix("LONGEST", new Operation.Assign(land.id(), claims.getFirst())));
    }
    claims.stream()
        .limit(MOST_CLAIMANTS)
        .forEach(code -> fixes.add(fix("ASSIGN:" + code, new Operation.Assign(land.id(), code))));
    if (claims.size() >= 2) {
      fixes.add(fix("MIDDLE", new Operation.SplitMiddle(land.id(), claims.get(0), claims.get(1))));
    }
    String parent =
        claims.isEmpty()
            ? null
            : partition.findGrid(claims.getFirst()).map(PartitionGrid::parentCode).orElse(null);
    if (parent != null && freeCode.isPresent()) {
      String code = freeCode.get();
      fixes.add(
          fix(
              "OWN_GRID",
              new Operation.MakeGrid(
                  land.id(), new NewGrid(code, "新网格 " + code, GridKind.BASE), parent)));
    }
    if (land.kind() == OpenLand.OpenLandKind.GAP) {
      fixes.add(fix("ALLOW", new Operation.Allow(land.id(), "水域 · water")));
    }
    return fixes;
  }

  private static Fix fix(String key, Operation operation) {
    return new Fix(key, operation);
  }

  /**
   * One batch that gives every piece under a size to its neighbour with the longest border, and
   * cuts away what lies outside; a piece of which that is refused is left for a look.
   */
  FixBatch fixUnder(GridPartition partition, double squareMetres) {
    List<OpenLand> small =
        partition.openLand().stream()
            .filter(land -> land.allowed() == null && land.areaSquareMetres() < squareMetres)
            .toList();
    GridPartition trial = partition.copy();
    List<Operation> operations = new ArrayList<>();
    for (OpenLand land : small) {
      if (operations.size() == MOST_AT_ONCE) {
        break;
      }
      simplest(land).filter(operation -> works(trial, operation)).ifPresent(operations::add);
    }
    return new FixBatch(
        operations.isEmpty()
            ? null
            : new Operation.Batch(operations, "< " + Math.round(squareMetres) + " m²"),
        operations.size(),
        small.size() - operations.size());
  }

  private static Optional<Operation> simplest(OpenLand land) {
    if (land.kind() == OpenLand.OpenLandKind.OUTSIDE) {
      return Optional.of(new Operation.CutAway(land.id()));
    }
    return land.claims().stream().findFirst().map(code -> new Operation.Assign(land.id(), code));
  }

  private static boolean works(GridPartition trial, Operation operation) {
    try {
      trial.apply(operation);
      return true;
    } catch (RefusedOperationException e) {
      return false;
    }
  }

  private List<Found> findings(Plan plan) {
    Long base = plan.baseDivisionId();
    return base == null ? List.of() : FINDINGS.on(jdbc).param("division", base).query(FOUND).list();
  }

  private static @Nullable FindingOf finding(MultiPolygon land, List<Found> findings) {
    for (Found one : findings) {
      if (land.getEnvelopeInternal().contains(one.place())
          && SimplePointInAreaLocator.locate(one.place(), land) != Location.EXTERIOR) {
        return new FindingOf(one.ordinal());
      }
    }
    return null;
  }
}
