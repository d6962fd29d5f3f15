package org.gridmap.backend.land;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.sql.CopyText;
import org.gridmap.backend.sql.SingleColumn;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes divisions, and apart from them what they consist of. */
@Component
class DivisionRows {
  private static final String GRIDS =
      "COPY grid (id, division_id, parent_id, code, name, level, level_name, kind, leaf, colour, geom,"
          + " label_point, area_square_metres) FROM STDIN";

  private final JdbcClient jdbc;
  private final JdbcTemplate copies;
  private final Findings findings;
  private final GridTilePreparation tiles;

  DivisionRows(JdbcClient jdbc, JdbcTemplate copies, Findings findings, GridTilePreparation tiles) {
    this.jdbc = jdbc;
    this.copies = copies;
    this.findings = findings;
    this.tiles = tiles;
  }

  /**
   * Writes the division itself.
   *
   * @param number that under which its grids were written already; null for a new one
   * @param from moment from which it is in force, as the database writes it; null for a draft
   * @return its number
   */
  long insert(@Nullable Long number, DivisionDraft draft, @Nullable String from, boolean shown) {
    return jdbc.sql(
            """
            INSERT INTO division (id, root_code, name, status, shown, synthetic, source, attribution, valid)
            VALUES (coalesce(CAST(:number AS bigint), nextval('division_id_seq')), :root, :name, :status, :shown,
              :synthetic, :source, :attribution,
              CASE WHEN :status = 'PUBLISHED' THEN tstzrange(CAST(:from AS timestamptz), NULL) END)
            RETURNING id
            """)
        .param("number", number, java.sql.Types.BIGINT)
        .param("root", draft.rootCode())
        .param("name", draft.name())
        .param("status", (from == null ? DivisionStatus.DRAFT : DivisionStatus.PUBLISHED).name())
        .param("shown", shown)
        .param("synthetic", draft.synthetic())
        .param("source", draft.source())
        .param("attribution", draft.attribution())
        .param("from", from, java.sql.Types.VARCHAR)
        .query(SingleColumn::number)
        .single();
  }

  /** Writes everything that a division consists of but its houses. */
  void write(long number, GridTree tree, PreparedDivision made) {
    List<Long> ids = storeGrids(number, tree, made.land());
    jdbc.sql("SELECT fill_grid_closure(?)").param(number).query().singleRow();
    findings.store(
        number,
        made.check().findings(),
        tree.nodes().stream()
            .map(GridTree.Node::draft)
            .collect(Collectors.toMap(GridDraft::code, GridDraft::geometry)));
    tiles.store(number, made.tiles(), ids);
  }

  /** Numbers of the grids in the order of the tree. */
  private List<Long> storeGrids(long number, GridTree tree, List<PreparedDivision.Land> made) {
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
          .field(number)
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
}
