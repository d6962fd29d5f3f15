package org.gridmap.backend.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.GridPartition.BuildOptions;
import org.gridmap.geodata.topology.GridPartition.Built;
import org.gridmap.geodata.topology.RefusedBuildException;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins plans, from a division that is or was in force or from a draft of an import. */
@Service
class PlanCreation {
  private static final int MOST_FAULTS = 100;

  /** What was done to the borders of a division so that a plan could begin with them. */
  record Begun(long planId, List<Repair> repaired, Moved moved) {}

  /**
   * @param code grid whose outline crossed itself
   * @param sentence what was done to it
   */
  record Repair(String code, String sentence) {}

  /**
   * @param corners corners of grids that were moved onto others
   * @param largestMetres how far the farthest was moved
   */
  record Moved(int corners, double largestMetres) {}

  private record Fault(String sentence, Coordinate place, List<String> grids) {}

  private final JdbcClient jdbc;
  private final DivisionSource divisions;
  private final PlanLog log;
  private final Scope scope;
  private final AuditLog audit;
  private final IdempotencyKeys keys;
  private final TransactionTemplate transactions;

  PlanCreation(
      JdbcClient jdbc,
      DivisionSource divisions,
      PlanLog log,
      Scope scope,
      AuditLog audit,
      IdempotencyKeys keys,
      TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.divisions = divisions;
    this.log = log;
    this.scope = scope;
    this.audit = audit;
    this.keys = keys;
    this.transactions = transactions;
  }

  /**
   * Begins a plan in the name of the caller.
   *
   * @throws ProblemException {@code geometry-invalid} naming every place that is beyond repair;
   *     {@code not-found} for a division that is not there or not in his scope
   */
  Begun begin(String key, String name, long divisionId) {
    record Request(String name, long divisionId) {}
    return transactions.execute(status ->
        keys.once(
            key,
            "POST /api/plans",
            new Request(name, divisionId),
            Begun.class,
            () -> begin(name, divisionId)));
  }

  private Begun begin(String name, long divisionId) {
    DivisionSource.Base base =
        held(divisionId).orElseThrow(() -> scope.outside(SubjectType.DIVISION, null));
    if (!scope.containsArea(base.rootCode(), Right.PLANS)) {
      throw scope.outside(SubjectType.DIVISION, divisionId);
    }
    Built built = build(base);
    GridPartition partition = built.partition();
    String hash = partition.hash();
    long account = CurrentUser.get().accountId();
    long id =
        jdbc.sql(
                """
                INSERT INTO plan (root_code, name, base_division_id, hash, base_hash, open_land, created_by,
                  synthetic, attribution)
                VALUES (:root, :name, :base, :hash, :hash, :open, :account, :synthetic, :attribution)
                RETURNING id
                """)
            .param("root", base.rootCode())
            .param("name", name)
            .param("base", divisionId)
            .param("hash", hash)
            .param("open", partition.openLand().size())
            .param("account", account)
            .param("synthetic", base.synthetic())
            .param("attribution", base.attribution())
            .query(Long.class)
            .single();
    log.addAuthor(id, account);
    log.keep(id, 0, partition);
    audit.record(
        AuditEvent.done(AuditAction.PLAN_CREATED, SubjectType.PLAN, id)
            .with(Map.of("division", Long.toString(divisionId), "area", base.rootCode())));
    return new Begun(
        id,
        built.repaired().entrySet().stream()
            .map(one -> new Repair(one.getKey(), one.getValue()))
            .toList(),
        new Moved(
            built.moved().size(),
            built.moved().stream().mapToDouble(GridPartition.Moved::metres).max().orElse(0)));
  }

  /**
   * The partition of a published division, which is not called off until the transaction ends;
   * empty if it was at this moment.
   */
  Optional<GridPartition> partitionOf(long divisionId) {
    return held(divisionId).map(base -> build(base).partition());
  }

  private Optional<DivisionSource.Base> held(long divisionId) {
    return divisions.hold(divisionId) ? divisions.find(divisionId) : Optional.empty();
  }

  private Built build(DivisionSource.Base base) {
    try {
      return base.published()
          ? GridPartition.build(divisions.list(base.id()), null, BuildOptions.EXACT)
          : GridPartition.build(
              divisions.list(base.id()),
              divisions.required(base.id()),
              new BuildOptions(BuildOptions.EXACT.toleranceMetres(), true));
    } catch (RefusedBuildException e) {
      List<Fault> places =
          e.faults().stream()
              .limit(MOST_FAULTS)
              .map(fault -> new Fault(fault.sentence(), fault.place(), fault.grids()))
              .toList();
      throw new ProblemException(
          PlanProblems.GEOMETRY_INVALID,
          "The borders of the division cannot be made into a plan; the places are named.",
          Map.of("places", places));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED, "The grids of the division do not form a tree.");
    }
  }
}
