package org.gridmap.backend.publication.comparison;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.land.GridShapes;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.publication.comparison.AreaHouses.AreaHouse;
import org.gridmap.backend.publication.comparison.ComparedDivision.Label;
import org.gridmap.backend.publication.comparison.ComparedDivision.SideGrid;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LeafLocator;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads divisions and plans that the caller may compare. */
@Service
@Transactional(readOnly = true)
public class ComparedDivisions {
  private static final String PLAN = "plan:";

  private record StoredDivision(
      String rootCode, String name, String status, @Nullable Instant since) {}

  private record StoredGrid(
      String code, String name, @Nullable String parentCode, GridKind kind, boolean leaf) {}

  private static final RowMapper<StoredDivision> DIVISION =
      new RecordRowMapper<>(StoredDivision.class);

  private final JdbcClient jdbc;
  private final Scope scope;
  private final Plans plans;
  private final GridShapes shapes;
  private final AreaHouses houses;

  ComparedDivisions(
      JdbcClient jdbc, Scope scope, Plans plans, GridShapes shapes, AreaHouses houses) {
    this.jdbc = jdbc;
    this.scope = scope;
    this.plans = plans;
    this.shapes = shapes;
    this.houses = houses;
  }

  /**
   * The division or plan of a reference.
   *
   * @param name of the query parameter
   * @param reference number of a division, or {@code plan:} and the number of a plan
   * @throws ProblemException malformed-request; not-found outside the caller's scope
   */
  public ComparedDivision get(String name, String reference) {
    if (reference.matches("plan:[0-9]{1,18}")) {
      return plan(Long.parseLong(reference.substring(PLAN.length())));
    }
    if (reference.matches("[0-9]{1,18}")) {
      return division(Long.parseLong(reference), CurrentUser.get().has(Right.DRAFTS));
    }
    throw QueryParameters.malformed(
        "The parameter '"
            + name
            + "' is the number of a division, or 'plan:' and the number of a plan.");
  }

  /** Whether the caller may see counts by house in all of an area. */
  public boolean isExact(ComparedDivision side) {
    return scope.containsArea(side.label().rootCode(), Right.PLANS);
  }

  /** The division that a plan was begun from; empty for a division, and once that is gone. */
  public Optional<ComparedDivision> findBase(ComparedDivision side) {
    Long planId = side.label().planId();
    return planId == null
        ? Optional.empty()
        : plans.find(planId).map(Plan::baseDivisionId).map(base -> division(base, true));
  }

  private ComparedDivision plan(long id) {
    Plan plan = plans.get(id);
    GridPartition partition = plans.partition(id);
    List<SideGrid> grids = new ArrayList<>();
    List<GridShape> leaves = new ArrayList<>();
    Envelope box = new Envelope();
    for (PartitionGrid grid : partition.grids()) {
      Geometry outline = partition.polygon(grid.code());
      grids.add(
          new SideGrid(
              grid.code(),
              grid.name(),
              grid.parentCode(),
              grid.kind() == GridKind.EXCLUSIVE,
              grid.leaf(),
              outline));
      if (grid.leaf()) {
        leaves.add(new GridShape(grid.code(), outline));
        box.expandToInclude(outline.getEnvelopeInternal());
      }
    }
    LeafLocator locator = new LeafLocator(leaves);
    Map<Long, String> leafOf = new HashMap<>();
    for (AreaHouse house : houses.list(box, false).values()) {
      locator
          .locate(house.entrance().x, house.entrance().y)
          .ifPresent(code -> leafOf.put(house.id(), code));
    }
    Label label =
        new Label(PLAN + id, plan.rootCode(), plan.name(), null, id, plan.effectiveFrom());
    List<ComparedDivision.OpenPlace> open =
        partition.openLand().stream()
            .filter(land -> land.allowed() == null)
            .map(land ->
                new ComparedDivision.OpenPlace(
                    land.kind().name(), land.areaSquareMetres(), land.place()))
            .toList();
    return new ComparedDivision(label, grids, leafOf, open);
  }

  /**
   * @param drafts whether the caller may see a draft of an import
   */
  private ComparedDivision division(long id, boolean drafts) {
    Optional<StoredDivision> stored =
        jdbc.sql("SELECT root_code, name, status, lower(valid) AS since FROM division WHERE id = ?")
            .param(id)
            .query(DIVISION)
            .optional();
    if (stored.isEmpty()) {
      throw scope.outside(SubjectType.DIVISION, null);
    }
    StoredDivision division = stored.get();
    if (!scope.containsArea(division.rootCode(), Right.PLANS, Right.PLANS_DECIDE)
        || (!division.status().equals("PUBLISHED") && !drafts)) {
      throw scope.outside(SubjectType.DIVISION, id);
    }
    Label label =
        new Label(
            Long.toString(id), division.rootCode(), division.name(), id, null, division.since());
    return new ComparedDivision(label, grids(id), leafOfHouses(id), List.of());
  }

  private List<SideGrid> grids(long division) {
    Map<String, GridShapes.Placed> placed = shapes.list(division);
    return jdbc
        .sql(
            """
            SELECT g.code, g.name, p.code AS parent_code, g.kind, g.leaf
            FROM grid g LEFT JOIN grid p ON p.id = g.parent_id
            WHERE g.division_id = ? ORDER BY g.level, g.code
            """)
        .param(division)
        .query(new RecordRowMapper<>(StoredGrid.class))
        .list()
        .stream()
        .map(grid ->
            new SideGrid(
                grid.code(),
                grid.name(),
                grid.parentCode(),
                grid.kind() == GridKind.EXCLUSIVE,
                grid.leaf(),
                Objects.requireNonNull(placed.get(grid.code())).outline()))
        .toList();
  }

  private Map<Long, String> leafOfHouses(long division) {
    Map<Long, String> leafOf = new HashMap<>();
    jdbc.sql(
            "SELECT hg.house_id, g.code FROM house_grid hg JOIN grid g ON g.id = hg.grid_id WHERE"
                + " hg.division_id = ?")
        .param(division)
        .query(row -> {
          leafOf.put(row.getLong(1), row.getString(2));
        });
    return leafOf;
  }
}
