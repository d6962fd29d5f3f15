package org.gridmap.backend.land;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.gridmap.backend.map.DivisionHistory;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The divisions that are, were or will be in force. They never change but for their end. */
@Service
@Transactional(readOnly = true)
public class PublishedDivisions implements DivisionHistory {
  private static final String SELECT =
      "SELECT id, root_code, name, lower(valid) AS from, upper(valid) AS until, synthetic,"
          + " attribution FROM division WHERE status = 'PUBLISHED' ";
  private static final RowMapper<PublishedDivision> DIVISION =
      new RecordRowMapper<>(PublishedDivision.class);

  private final JdbcClient jdbc;

  PublishedDivisions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A published division.
   *
   * @param rootCode code of the area that it divides
   * @param from beginning of its validity; null if nobody knows
   * @param until end of its validity; null while there is none
   */
  public record PublishedDivision(
      long id,
      String rootCode,
      String name,
      @Nullable Instant from,
      @Nullable Instant until,
      boolean synthetic,
      String attribution) {}

  @Override
  public List<Long> listInForce(Instant moment) {
    return jdbc.sql("SELECT id FROM division WHERE status = 'PUBLISHED' AND valid @> ? ORDER BY id")
        .param(moment.atOffset(ZoneOffset.UTC))
        .query(SingleColumn::number)
        .list();
  }

  /** All of an area, or of all areas, the earliest first. */
  public List<PublishedDivision> list(@Nullable String rootCode) {
    return jdbc.sql(
            SELECT
                + "AND (:area::text IS NULL OR root_code = :area) ORDER BY root_code, lower(valid), id")
        .param("area", rootCode)
        .query(DIVISION)
        .list();
  }

  public Optional<PublishedDivision> find(long id) {
    return jdbc.sql(SELECT + "AND id = ?").param(id).query(DIVISION).optional();
  }

  /** The last one of an area; it may be still to come. */
  public Optional<PublishedDivision> findLatest(String rootCode) {
    return jdbc.sql(
            SELECT + "AND root_code = ? AND upper_inf(valid) ORDER BY lower(valid) DESC LIMIT 1")
        .param(rootCode)
        .query(DIVISION)
        .optional();
  }
}
