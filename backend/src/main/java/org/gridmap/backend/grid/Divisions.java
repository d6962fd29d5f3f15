package org.gridmap.backend.grid;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridmap.backend.grid.DivisionDraft.GridDraft;
import org.gridmap.backend.revision.MapChanges;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.GroundArea;
import org.gridmap.geodata.coverage.MapColouring;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores divisions of land and hands out their leaf grids. */
@Service
public class Divisions {
  private static final int SRID = 4490;
  private static final GeometryFactory GEOMETRIES = new GeometryFactory(new PrecisionModel(), SRID);

  private final EntityManager entities;
  private final JdbcClient jdbc;
  private final Findings findings;
  private final GridTilePreparation tiles;
  private final MapChanges changes;

  Divisions(
      EntityManager entities,
      JdbcClient jdbc,
      Findings findings,
      GridTilePreparation tiles,
      MapChanges changes) {
    this.entities = entities;
    this.jdbc = jdbc;
    this.findings = findings;
    this.tiles = tiles;
    this.changes = changes;
  }

  /**
   * Checks and stores a division. It comes into force when it may, the doctor finds nothing and the
   * area has no division in force; otherwise it is a draft, and an earlier draft of the same source
   * makes room for it.
   *
   * @throws BrokenTreeException when the grids do not form a tree
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public StoredDivision store(DivisionDraft draft) {
    GridTree tree = GridTree.of(draft.grids());
    DivisionCheck check = DivisionCheck.of(tree, draft.required());
    removeDraftsOf(draft.source());
    boolean inForce = isInForce(draft.rootCode());
    boolean publish = draft.mayBePublished() && check.clean() && !inForce;
    Division division = new Division(draft, publish ? now() : null, !inForce);
    entities.persist(division);
    entities.flush();
    if (publish) {
      hideDraftsOf(draft.rootCode(), division.id());
    }
    Envelope bounds = storeGrids(division.id(), tree);
    jdbc.sql("SELECT fill_grid_closure(?)").param(division.id()).query().singleRow();
    findings.store(
        division.id(),
        check.findings(),
        tree.nodes().stream()
            .map(GridTree.Node::draft)
            .collect(Collectors.toMap(GridDraft::code, GridDraft::geometry)));
    tiles.prepare(division.id());
    changes.record("grid", bounds);
    changes.record("finding", bounds);
    return new StoredDivision(
        division.id(),
        division.status(),
        tree.nodes().size(),
        tree.nodes().stream()
            .collect(Collectors.groupingBy(GridTree.Node::level, Collectors.counting())),
        check.findings().stream()
            .collect(
                Collectors.groupingBy(finding -> finding.kind().name(), Collectors.counting())),
        check.leftOut(),
        bounds);
  }

  private void removeDraftsOf(String source) {
    List<Long> old =
        jdbc.sql("SELECT id FROM division WHERE source = ? AND status = 'DRAFT'")
            .param(source)
            .query((row, n) -> row.getLong(1))
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

  private boolean isInForce(String rootCode) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM division WHERE root_code = ? AND status = 'PUBLISHED' AND"
                + " valid @> now())")
        .param(rootCode)
        .query(Boolean.class)
        .single();
  }

  private void hideDraftsOf(String rootCode, long except) {
    List<Long> hidden =
        jdbc.sql(
                "UPDATE division SET shown = false WHERE root_code = ? AND id <> ? AND shown RETURNING"
                    + " id")
            .param(rootCode)
            .param(except)
            .query((row, n) -> row.getLong(1))
            .list();
    for (long id : hidden) {
      Envelope bounds = leaves(id).bounds();
      changes.record("grid", bounds);
      changes.record("finding", bounds);
    }
  }

  private Envelope storeGrids(long divisionId, GridTree tree) {
    List<Long> ids =
        jdbc.sql("SELECT nextval('grid_id_seq') FROM generate_series(1, ?)")
            .param(tree.nodes().size())
            .query((row, n) -> row.getLong(1))
            .list();
    Map<String, Long> idOfCode = new HashMap<>();
    Map<Integer, Map<String, Integer>> colours = colours(tree);
    Envelope bounds = new Envelope();
    int next = 0;
    for (GridTree.Node node : tree.nodes()) {
      MultiPolygon geometry = node.draft().geometry();
      geometry.setSRID(SRID);
      String code = node.draft().code();
      long id = ids.get(next++);
      idOfCode.put(code, id);
      @Nullable String parent = node.draft().parentCode();
      entities.persist(
          new Grid(
              id,
              divisionId,
              parent == null ? null : idOfCode.get(parent),
              node,
              colours.getOrDefault(node.level(), Map.of()).getOrDefault(code, 0).shortValue(),
              labelPoint(geometry),
              GroundArea.squareMetres(geometry)));
      bounds.expandToInclude(geometry.getEnvelopeInternal());
    }
    entities.flush();
    entities.clear();
    return bounds;
  }

  /** A colour for each grid such that neighbours of one level differ. */
  private static Map<Integer, Map<String, Integer>> colours(GridTree tree) {
    Map<Integer, List<GridShape>> levels =
        tree.nodes().stream()
            .collect(
                Collectors.groupingBy(
                    GridTree.Node::level,
                    Collectors.mapping(
                        node -> new GridShape(node.draft().code(), node.draft().geometry()),
                        Collectors.toList())));
    return levels.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, level -> MapColouring.colour(level.getValue())));
  }

  private static Point labelPoint(MultiPolygon geometry) {
    Geometry widest = geometry.getGeometryN(0);
    for (int i = 1; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i).getArea() > widest.getArea()) {
        widest = geometry.getGeometryN(i);
      }
    }
    return GEOMETRIES.createPoint(widest.getInteriorPoint().getCoordinate());
  }

  /** The leaf grids of one division. */
  @Transactional(readOnly = true)
  public LeafGrids leaves(long divisionId) {
    record Row(long id, String code, byte[] wkb) {}
    List<Row> rows =
        jdbc.sql("SELECT id, code, ST_AsBinary(geom) FROM grid WHERE division_id = ? AND leaf")
            .param(divisionId)
            .query((row, n) -> new Row(row.getLong(1), row.getString(2), row.getBytes(3)))
            .list();
    List<GridShape> shapes = new ArrayList<>();
    Map<String, Long> ids = new HashMap<>();
    for (Row row : rows) {
      shapes.add(new GridShape(row.code(), read(row.wkb())));
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
        .query((row, n) -> row.getLong(1))
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
        jdbc.sql(
                "SELECT ST_AsBinary(g.geom) FROM grid g JOIN division d ON d.id = g.division_id WHERE"
                    + " g.leaf AND d.status = 'PUBLISHED' AND d.valid @> now()")
            .query((row, n) -> read(row.getBytes(1)))
            .list();
    return leaves.isEmpty() ? Optional.empty() : Optional.of(GEOMETRIES.buildGeometry(leaves));
  }

  /**
   * Outline of a grid in force.
   *
   * @param code its code
   */
  @Transactional(readOnly = true)
  public Optional<PublishedGrid> findPublished(String code) {
    record Row(String name, byte[] wkb) {}
    return jdbc.sql(
            "SELECT g.name, ST_AsBinary(g.geom) FROM grid g JOIN division d ON d.id ="
                + " g.division_id WHERE g.code = ? AND d.status = 'PUBLISHED' AND d.valid @> now()")
        .param(code)
        .query((row, n) -> new Row(row.getString(1), row.getBytes(2)))
        .optional()
        .map(row -> new PublishedGrid(code, row.name(), read(row.wkb())));
  }

  /**
   * @param code code of the grid
   * @param name its name
   * @param geometry its outline, EPSG:4490
   */
  public record PublishedGrid(String code, String name, Geometry geometry) {}

  static Geometry read(byte[] wkb) {
    try {
      return new WKBReader(GEOMETRIES).read(wkb);
    } catch (ParseException e) {
      throw new IllegalStateException("the database sent a broken geometry", e);
    }
  }
}
