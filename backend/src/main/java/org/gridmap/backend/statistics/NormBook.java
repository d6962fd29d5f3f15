package org.gridmap.backend.statistics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridmap.backend.access.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The norms that count now: those that were set for an area go before those of the settings. Who
 * may set one decides who calls.
 */
@Service
public class NormBook {
  /**
   * The norms that were set for an area.
   *
   * @param area code of the whole area
   * @param version 0 as long as none was ever set
   * @param norms of several that fit a grid the first counts; empty where the settings count
   * @param reason why they were set
   * @param accountId who set them
   * @param setAt when
   */
  public record AreaNorms(
      String area,
      long version,
      List<Norm> norms,
      String reason,
      @Nullable Long accountId,
      @Nullable Instant setAt) {}

  /** The wrapper that gives the stored list a type. */
  private record Kept(List<Norm> items) {}

  private final Norms settings;
  private final JdbcClient jdbc;
  private final JsonMapper json;

  NormBook(Norms settings, JdbcClient jdbc, JsonMapper json) {
    this.settings = settings;
    this.jdbc = jdbc;
    this.json = json;
  }

  /** All norms as they count now. */
  public Norms now() {
    return now("");
  }

  /** The norms that may count for the grids of an area. */
  public Norms now(String area) {
    List<Norm> norms = new ArrayList<>();
    jdbc.sql(
            """
            SELECT DISTINCT ON (area) norms::text FROM area_norms
            WHERE starts_with(area, :area) OR starts_with(:area, area)
            ORDER BY area DESC, version DESC
            """)
        .param("area", area)
        .query((row, n) -> json.readValue(row.getString(1), Kept.class).items())
        .list()
        .forEach(norms::addAll);
    norms.addAll(settings.norms());
    return new Norms(norms);
  }

  /** The norms of the settings, which count where no others were set. */
  public List<Norm> settings() {
    return settings.norms();
  }

  /** The norms that were set for an area. */
  public AreaNorms of(String area) {
    Optional<AreaNorms> last =
        jdbc.sql(
                "SELECT version, norms::text AS norms, reason, account_id, set_at FROM area_norms WHERE"
                    + " area = ? ORDER BY version DESC LIMIT 1")
            .param(area)
            .query((row, n) ->
                new AreaNorms(
                    area,
                    row.getLong("version"),
                    json.readValue(row.getString("norms"), Kept.class).items(),
                    row.getString("reason"),
                    row.getLong("account_id"),
                    row.getTimestamp("set_at").toInstant()))
            .optional();
    return last.orElse(new AreaNorms(area, 0, List.of(), "", null, null));
  }

  /** Keeps others from setting the norms of an area until the transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(String area) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('norms ' || ?, 0))")
        .param(area)
        .query()
        .singleRow();
  }

  /**
   * Sets the norms of an area that the transaction holds, by the caller.
   *
   * @param norms each for this area; an empty list is back to the settings
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public AreaNorms set(String area, List<Norm> norms, String reason) {
    jdbc.sql(
            """
            INSERT INTO area_norms (area, version, norms, reason, account_id)
            VALUES (:area, :version, CAST(:norms AS jsonb), :reason, :account)
            """)
        .param("area", area)
        .param("version", of(area).version() + 1)
        .param("norms", json.writeValueAsString(new Kept(norms)))
        .param("reason", reason)
        .param("account", CurrentUser.get().accountId())
        .update();
    return of(area);
  }
}
