package org.gridmap.backend.land;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.land.RefusedDivisionException.Reason;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.sql.CopyText;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.coverage.FindingKind;
import org.gridmap.geodata.coverage.GridShape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores divisions of land and hands out their leaf grids. */
@Service
public class Divisions {

  private static final String GRIDS =
      "COPY grid (id, division_id, parent_id, code, name, level, level_name, kind, leaf, colour, geom,"
          + " label_point, area_square_metres) FROM STDIN";

  private final EntityManager entities;
  private static final RowMapper<PublishedGrid> PUBLISHED =
      new RecordRowMapper<>(PublishedGrid.class);

  private final JdbcClient jdbc;
  private final JdbcTemplate copies;
  private final Findings findings;
  private final GridTilePreparation tiles;
  private final MapChanges changes;
  private final PublicationLock lock;
  private final PreparedDivisions prepared;
  private final ApplicationEventPublisher events;

  Divisions(
      EntityManager entities,
      JdbcClient jdbc,
      JdbcTemplate copies,
      Findings findings,
      GridTilePreparation tiles,
      MapChanges changes,
      PublicationLock lock,
      PreparedDivisions prepared,
      ApplicationEventPublisher events) {
    this.entities = entities;
    this.jdbc = jdbc;
    this.copies = copies;
    this.findings = findings;
    this.tiles = tiles;
    this.changes = changes;
    this.lock = lock;
    this.prepared = prepared;
    this.events = events;
  }

  /**
   * Checks and stores a division. It comes into force when it may, the coverage check finds
   * nothing, the area has no division in force and no other area gave one of its codes; otherwise
   * it is a draft, and an earlier draft of the same source makes room for it.
   *
   * @throws BrokenTreeException when the grids do not form a tree
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public StoredDivision store(DivisionDraft draft) {
    GridTree tree = GridTree.of(draft.grids());
    PreparedDivision division = PreparedDivision.of(tree, draft.required());
    lock.hold();
    removeDraftsOf(draft.source());
    boolean published = lock.findLatest(draft.rootCode()).isPresent();
    List<StoredDivision.Overlap> overlaps = lock.listNeighboursOf(draft.rootCode(), roots(tree));
    boolean publish =
        draft.mayBePublished()
            && division.check().clean()
            && !published
            && overlaps.isEmpty()
            && !lock.gaveAny(codes(draft), draft.rootCode());
    return write(draft, tree, division, publish ? now() : null, !published, overlaps);
  }

  /**
   * Stores a division that comes into force, now or later, in place of the last one of its area,
   * whose validity ends at that moment.
   *
   * @param allowed land inside the required outline that belongs to no grid, such as a lake
   * @param base the division that it replaces; null if the area has none
   * @param from moment from which it is in force; null for now
   * @throws RefusedDivisionException if another division replaced the base meanwhile, the moment is
   *     not after the beginning of the base's own validity, or the land is not covered exactly,
   *     also against the divisions of other areas; nothing is changed then
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public StoredDivision publish(
      DivisionDraft draft, List<MultiPolygon> allowed, @Nullable Long base, @Nullable Instant from)
      throws RefusedDivisionException {
    GridTree tree = GridTree.of(draft.grids());
    PreparedDivision division = prepared.of(tree);
    lock.hold();
    Optional<PublicationLock.Latest> latest = lock.findLatest(draft.rootCode());
    if (!Objects.equals(latest.map(PublicationLock.Latest::id).orElse(null), base)) {
      throw new RefusedDivisionException(Reason.OUTDATED, List.of());
    }
    OffsetDateTime moment = lock.moment(from);
    if (latest.isPresent() && !moment.isAfter(latest.get().from())) {
      throw new RefusedDivisionException(Reason.TOO_EARLY, List.of());
    }
    List<Finding> findings = new ArrayList<>(division.check().findings());
    findings.removeIf(
        finding -> finding.kind() == FindingKind.MULTIPART || isAllowed(finding, allowed));
    Geometry required = draft.required();
    if (required != null) {
      findings.addAll(DivisionCheck.ofOutline(roots(tree), allowed, required));
    }
    findings.addAll(lock.listOverlaps(draft.rootCode(), roots(tree), moment));
    if (!findings.isEmpty()) {
      throw new RefusedDivisionException(Reason.INEXACT, findings);
    }
    latest.ifPresent(one -> lock.end(one.id(), moment));
    return write(draft, tree, division, moment.toString(), true, List.of());
  }

  /**
   * Checks and prepares a division before it is published and keeps the result, so that publishing
   * need not wait.
   */
  public void examine(DivisionDraft draft) {
    prepared.of(GridTree.of(draft.grids()));
  }

  /** Whether a strip lies in land that may belong to nobody: a brook is one too. */
  private static boolean isAllowed(Finding finding, List<MultiPolygon> allowed) {
    return finding.kind() == FindingKind.STRIP
        && allowed.stream()
            .anyMatch(land -> SimplePointInAreaLocator.isContained(finding.place(), land));
  }

  /**
   * Gives back the number of a division that the transaction is about to take back, so that a trial
   * leaves no hole in the numbers. Nobody else takes one while the transaction holds the lock.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void giveBack(StoredDivision tried) {
    jdbc.sql("SELECT setval(pg_get_serial_sequence('division', 'id'), ?, false)")
        .param(tried.id())
        .query()
        .singleRow();
  }

  private static List<String> codes(DivisionDraft draft) {
    return draft.grids().stream().map(DivisionDraft.GridDraft::code).toList();
  }

  /**
   * Waits for whoever publishes: no other division comes into force until the transaction ends, so
   * that what is placed in the leaves of those in force is placed in all of them.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void hold() {
    lock.hold();
  }

  private static List<GridShape> roots(GridTree tree) {
    return tree.roots().stream().map(root -> new GridShape(root.code(), root.geometry())).toList();
  }

  /**
   * @param from moment from which it is in force; null for a draft
   */
  private StoredDivision write(
      DivisionDraft draft,
      GridTree tree,
      PreparedDivision made,
      @Nullable String from,
      boolean shown,
      List<StoredDivision.Overlap> overlaps) {
    DivisionCheck check = made.check();
    Division division = new Division(draft, from, shown);
    entities.persist(division);
    entities.flush();
    if (from != null) {
      hideDraftsOf(draft.rootCode(), division.id());
    }
    List<Long> ids = storeGrids(division.id(), tree, made.land());
    Envelope bounds = new Envelope();
    for (GridTree.Node node : tree.nodes()) {
      bounds.expandToInclude(node.draft().geometry().getEnvelopeInternal());
    }
    jdbc.sql("SELECT fill_grid_closure(?)").param(division.id()).query().singleRow();
    findings.store(
        division.id(),
        check.findings(),
        tree.nodes().stream()
            .map(GridTree.Node::draft)
            .collect(Collectors.toMap(GridDraft::code, GridDraft::geometry)));
    tiles.store(division.id(), made.tiles(), ids);
    changes.record("grid", bounds);
    changes.record("finding", bounds);
    if (isInForce(division.id())) {
      events.publishEvent(new DivisionInForce(division.id()));
    }
    return new StoredDivision(
        division.id(),
        draft.rootCode(),
        draft.name(),
        division.status(),
        tree.nodes().size(),
        tree.nodes().stream()
            .collect(Collectors.groupingBy(GridTree.Node::level, Collectors.counting())),
        check.findings().stream()
            .collect(
                Collectors.groupingBy(finding -> finding.kind().name(), Collectors.counting())),
        check.leftOut(),
        bounds,
        overlaps);
  }

  private boolean isInForce(long divisionId) {
    return jdbc.sql("SELECT status = 'PUBLISHED' AND valid @> now() FROM division WHERE id = ?")
        .param(divisionId)
        .query(Boolean.class)
        .single();
  }

  private void removeDraftsOf(String source) {
    List<Long> old =
        jdbc.sql("SELECT id FROM division WHERE source = ? AND status = 'DRAFT'")
            .param(source)
            .query(SingleColumn::number)
            .list();
    for (long id : old) {
      Envelope bounds = leaves(id).bounds();
      jdbc.sql("DELETE FROM division WHERE id = ?").param(id).update();
      changes.record("grid", bounds);
      changes.record("finding", bounds);
    }
  }

  /**
   * The transaction's own moment: what it publishes is in force for its own later statements too.
   */
  private String now() {
    return jdbc.sql("SELECT now()::text").query(String.class).single();
  }

  private void hideDraftsOf(String rootCode, long except) {
    List<Long> hidden =
        jdbc.sql(
                "UPDATE division SET shown = false WHERE root_code = ? AND id <> ? AND shown AND status ="
                    + " 'DRAFT' RETURNING id")
            .param(rootCode)
            .param(except)
            .query(SingleColumn::number)
            .list();
    for (long id : hidden) {
      Envelope bounds = leaves(id).bounds();
      changes.record("grid", bounds);
      changes.record("finding", bounds);
    }
  }

  /** Numbers of the grids in the order of the tree. */
  private List<Long> storeGrids(long divisionId, GridTree tree, List<PreparedDivision.Land> made) {
    List<Long> ids =
        jdbc.sql("SELECT nextval('grid_id_seq') FROM generate_series(1, ?)")
            .param(tree.nodes().size())
            .query(SingleColumn::number)
            .list();
    Map<String, Long> idOfCode = new HashMap<>();
    List<String> levelNames = LevelNames.of(tree);
    CopyText rows = new CopyText();
    int next = 0;
    for (GridTree.Node node : tree.nodes()) {
      GridDraft grid = node.draft();
      PreparedDivision.Land land = made.get(next);
      long id = ids.get(next++);
      idOfCode.put(grid.code(), id);
      String parent = grid.parentCode();
      rows.field(id)
          .field(divisionId)
          .field(parent == null ? null : idOfCode.get(parent))
          .field(grid.code())
          .field(grid.name())
          .field(node.level())
          .field(Objects.requireNonNullElse(grid.levelName(), levelNames.get(node.level() - 1)))
          .field(grid.kind())
          .field(node.leaf())
          .field(land.colour())
          .field(grid.geometry())
          .field(land.label())
          .field(land.squareMetres())
          .endRow();
    }
    rows.send(copies, GRIDS);
    return ids;
  }

  /** The leaf grids of one division. */
  @Transactional(readOnly = true)
  public LeafGrids leaves(long divisionId) {
    record Row(long id, String code, byte[] wkb) {}
    List<Row> rows =
        jdbc.sql(
                "SELECT id, code, ST_AsBinary(geom) AS wkb FROM grid WHERE division_id = ? AND leaf")
            .param(divisionId)
            .query(new RecordRowMapper<>(Row.class))
            .list();
    List<GridShape> shapes = new ArrayList<>();
    Map<String, Long> ids = new HashMap<>();
    for (Row row : rows) {
      shapes.add(new GridShape(row.code(), StoredGeometry.ofWkb(row.wkb())));
      ids.put(row.code(), row.id());
    }
    return new LeafGrids(divisionId, shapes, ids);
  }

  /** The leaf grids of every division whose extent meets the envelope (EPSG:4490). */
  @Transactional(readOnly = true)
  public List<LeafGrids> listLeaves(Envelope area) {
    return jdbc
        .sql(
            "SELECT division_id FROM grid GROUP BY division_id HAVING ST_SetSRID(ST_Extent(geom)::geometry,"
                + " 4490) && ST_MakeEnvelope(?, ?, ?, ?, 4490) ORDER BY 1")
        .params(area.getMinX(), area.getMinY(), area.getMaxX(), area.getMaxY())
        .query(SingleColumn::number)
        .list()
        .stream()
        .map(this::leaves)
        .toList();
  }

  /**
   * Borders of the leaf grids in force, against which an import is measured for a shift; empty when
   * nothing is in force.
   */
  @Transactional(readOnly = true)
  public Optional<Geometry> findBordersInForce() {
    List<Geometry> leaves =
        jdbc
            .sql(
                "SELECT ST_AsBinary(g.geom) FROM grid g JOIN division d ON d.id = g.division_id WHERE"
                    + " g.leaf AND d.status = 'PUBLISHED' AND d.valid @> now()")
            .query(byte[].class)
            .list()
            .stream()
            .map(StoredGeometry::ofWkb)
            .toList();
    return leaves.isEmpty()
        ? Optional.empty()
        : Optional.of(StoredGeometry.FACTORY.buildGeometry(leaves));
  }

  /**
   * Outline of a grid in force.
   *
   * @param code its code
   */
  @Transactional(readOnly = true)
  public Optional<PublishedGrid> findPublished(String code) {
    return jdbc.sql(
            "SELECT g.code, g.name, g.geom AS geometry FROM grid g JOIN division d ON d.id ="
                + " g.division_id WHERE g.code = ? AND d.status = 'PUBLISHED' AND d.valid @> now()")
        .param(code)
        .query(PUBLISHED)
        .optional();
  }

  /**
   * @param code code of the grid
   * @param name its name
   * @param geometry its outline, EPSG:4490
   */
  public record PublishedGrid(String code, String name, Geometry geometry) {}
}
