package org.gridmap.backend.land;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.land.RefusedDivisionException.Reason;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.coverage.GridShape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Divisions that were published for a later moment, as long as that has not come. */
@Service
public class ScheduledDivisions {
  private static final RowMapper<ToCome> TO_COME = new RecordRowMapper<>(ToCome.class);

  private final JdbcClient jdbc;
  private final PublicationLock lock;
  private final MapChanges changes;
  private final Divisions divisions;

  ScheduledDivisions(
      JdbcClient jdbc, PublicationLock lock, MapChanges changes, Divisions divisions) {
    this.jdbc = jdbc;
    this.lock = lock;
    this.changes = changes;
    this.divisions = divisions;
  }

  /**
   * A division that is still to come.
   *
   * @param rootCode code of its area
   * @param name name of its area
   * @param from moment from which it is in force
   */
  public record ToCome(String rootCode, String name, Instant from) {}

  private record Scheduled(
      String rootCode,
      OffsetDateTime from,
      @Nullable Long before,
      @Nullable OffsetDateTime beforeFrom) {}

  /** Divisions of some areas that are still to come, the last one first. */
  @Transactional(readOnly = true)
  public List<ToCome> listToCome(Set<String> rootCodes) {
    return jdbc.sql(
            """
            SELECT d.root_code, g.name, lower(d.valid) AS from
            FROM division d JOIN grid g ON g.division_id = d.id AND g.parent_id IS NULL
            WHERE d.root_code = ANY (?) AND d.status = 'PUBLISHED' AND lower(d.valid) > now()
            ORDER BY lower(d.valid) DESC, d.root_code
            """)
        .param(rootCodes.toArray(String[]::new))
        .query(TO_COME)
        .list();
  }

  /**
   * Calls a division off, with everything that was written for it. The one before it stays in force
   * without an end.
   *
   * @return the division before it; empty if there is none
   * @throws RefusedDivisionException if it is in force by now, is not the last one of its area, or
   *     the one before it would overlap another area later; nothing is changed then
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Long> callOff(long divisionId) throws RefusedDivisionException {
    Scheduled division = hold(divisionId);
    Long before = division.before();
    if (before != null) {
      refuseOverlaps(division.rootCode(), before, division.from(), null);
    }
    Envelope bounds = divisions.leaves(divisionId).bounds();
    jdbc.sql("DELETE FROM division WHERE id = ?").param(divisionId).update();
    if (before != null) {
      lock.end(before, null);
    }
    tell(bounds);
    return Optional.ofNullable(before);
  }

  /**
   * Moves the moment from which a division is in force.
   *
   * @param to the moment; null, or one that has passed, for now
   * @return the moment
   * @throws RefusedDivisionException as {@link #callOff}, also if it would not be after the
   *     beginning of the division before it, or the division itself would overlap another area
   *     earlier
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Instant move(long divisionId, @Nullable Instant to) throws RefusedDivisionException {
    Scheduled division = hold(divisionId);
    OffsetDateTime now = lock.moment(null);
    OffsetDateTime wanted = lock.moment(to);
    OffsetDateTime moment = wanted.isBefore(now) ? now : wanted;
    OffsetDateTime beforeFrom = division.beforeFrom();
    if (beforeFrom != null && !moment.isAfter(beforeFrom)) {
      throw new RefusedDivisionException(Reason.TOO_EARLY, List.of());
    }
    Long before = division.before();
    boolean earlier = moment.isBefore(division.from());
    if (earlier) {
      refuseOverlaps(division.rootCode(), divisionId, moment, division.from());
      if (before != null) {
        lock.end(before, moment);
      }
      begin(divisionId, moment);
    } else {
      if (before != null) {
        refuseOverlaps(division.rootCode(), before, division.from(), moment);
      }
      begin(divisionId, moment);
      if (before != null) {
        lock.end(before, moment);
      }
    }
    tell(divisions.leaves(divisionId).bounds());
    return moment.toInstant();
  }

  /**
   * Takes the lock of all publications and the division itself, so that nothing begins from it any
   * more.
   *
   * @throws RefusedDivisionException if it is in force by now or not the last one of its area
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void take(long divisionId) throws RefusedDivisionException {
    hold(divisionId);
  }

  private Scheduled hold(long divisionId) throws RefusedDivisionException {
    lock.hold();
    return jdbc.sql(
            """
            SELECT d.root_code, lower(d.valid) AS from, b.id AS before, lower(b.valid) AS before_from
            FROM division d
            LEFT JOIN division b ON b.root_code = d.root_code AND b.status = 'PUBLISHED'
              AND upper(b.valid) = lower(d.valid)
            WHERE d.id = ? AND d.status = 'PUBLISHED' AND lower(d.valid) > clock_timestamp()
              AND upper_inf(d.valid)
            FOR UPDATE OF d
            """)
        .param(divisionId)
        .query(Scheduled.class)
        .optional()
        .orElseThrow(() -> new RefusedDivisionException(Reason.OUTDATED, List.of()));
  }

  private void begin(long divisionId, OffsetDateTime moment) {
    jdbc.sql(
            "UPDATE division SET valid = tstzrange(?, upper(valid)), version = version + 1 WHERE id ="
                + " ?")
        .params(moment, divisionId)
        .update();
  }

  private void refuseOverlaps(
      String rootCode, long divisionId, OffsetDateTime from, @Nullable OffsetDateTime until)
      throws RefusedDivisionException {
    List<GridShape> roots =
        jdbc.sql(
                "SELECT code, geom AS geometry FROM grid WHERE division_id = ? AND parent_id IS NULL")
            .param(divisionId)
            .query(PublicationLock.SHAPE)
            .list();
    List<Finding> findings = lock.listOverlaps(rootCode, roots, from, until);
    if (!findings.isEmpty()) {
      throw new RefusedDivisionException(Reason.INEXACT, findings);
    }
  }

  private void tell(Envelope bounds) {
    changes.record("grid", bounds);
    changes.record("finding", bounds);
  }
}
