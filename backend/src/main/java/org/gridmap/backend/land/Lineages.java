package org.gridmap.backend.land;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What became of grids when one division replaced another. */
@Service
public class Lineages {
  private static final SqlFile OF_CODE = SqlFile.of(Lineages.class, "lineage-of-code.sql");

  private final JdbcClient jdbc;
  private final JdbcTemplate rows;

  Lineages(JdbcClient jdbc, JdbcTemplate rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** How one grid came from another. */
  public enum LineageKind {
    /** One of several that a grid was divided into. */
    SPLIT,
    /** What several grids became. */
    MERGED,
    /** The same grid under another code. */
    RECODED
  }

  /**
   * A pair of codes between which land passed.
   *
   * @param from code in the earlier division
   * @param to code in the later one
   * @param kind how
   * @param replaces whether no grid of the later division bears the earlier code, so that the later
   *     one stands for it
   */
  public record Descent(String from, String to, LineageKind kind, boolean replaces) {}

  /**
   * A descent and when it came into force.
   *
   * @param at moment from which the later code is good
   */
  public record DatedDescent(String from, String to, LineageKind kind, Instant at) {}

  private static final RowMapper<DatedDescent> DATED = new RecordRowMapper<>(DatedDescent.class);

  /** Writes what became of the grids that a new division replaces. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void store(long divisionId, Collection<Descent> descents) {
    rows.batchUpdate(
        "INSERT INTO grid_lineage (division_id, from_code, to_code, kind, replaces) VALUES (?, ?, ?,"
            + " ?, ?)",
        descents,
        500,
        (statement, descent) -> {
          statement.setLong(1, divisionId);
          statement.setString(2, descent.from());
          statement.setString(3, descent.to());
          statement.setString(4, descent.kind().name());
          statement.setBoolean(5, descent.replaces());
        });
  }

  /**
   * Everything that a code came from and became in divisions that are or were in force, oldest
   * first.
   */
  @Transactional(readOnly = true)
  public List<DatedDescent> list(String code) {
    return OF_CODE.on(jdbc).param("code", code).query(DATED).list();
  }

  /** What the grids before a division became in it, by code. */
  @Transactional(readOnly = true)
  public List<Descent> ofDivision(long divisionId) {
    return jdbc.sql(
            "SELECT from_code AS from, to_code AS to, kind, replaces FROM grid_lineage WHERE division_id = ? ORDER BY"
                + " from_code, to_code")
        .param(divisionId)
        .query(new RecordRowMapper<>(Descent.class))
        .list();
  }

  /** Whether a division that is or was in force has a grid with this code. */
  @Transactional(readOnly = true)
  public boolean wasInForce(String code) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM grid g JOIN division d ON d.id = g.division_id WHERE g.code = ?"
                + " AND d.status = 'PUBLISHED' AND lower(d.valid) <= now())")
        .param(code)
        .query(Boolean.class)
        .single();
  }
}
