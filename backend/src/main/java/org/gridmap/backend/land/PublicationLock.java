package org.gridmap.backend.land;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.coverage.FindingKind;
import org.gridmap.geodata.coverage.GridShape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One division comes into force at a time. That divisions of different areas do not overlap is a
 * promise about several rows that no constraint can keep: two transactions that both look and then
 * both write would break it. Whoever publishes holds the lock from before he looks to his commit.
 */
@Component
class PublicationLock {
  /** Any number, known to nobody else. */
  private static final long KEY = 0x4752_4944_5055_424CL;

  /** Another one, of the land and houses that divisions are prepared from. */
  private static final long PREPARATION_KEY = KEY + 1;

  private static final Set<FindingKind> SHARED_LAND =
      Set.of(FindingKind.OVERLAP, FindingKind.DUPLICATE, FindingKind.CONTAINMENT);

  /** Rows of {@code code} and {@code geometry}. */
  static final RowMapper<GridShape> SHAPE = new RecordRowMapper<>(GridShape.class);

  private final JdbcClient jdbc;

  PublicationLock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The last division of an area that was published; it may be still to come.
   *
   * @param from beginning of its validity
   */
  record Latest(long id, OffsetDateTime from) {}

  /** Waits for whoever publishes; ends with the transaction. */
  void hold() {
    jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(KEY).query().singleRow();
  }

  /**
   * Waits for whoever prepares a division, and keeps others from it until the transaction ends:
   * what is placed in the leaves of all divisions is placed in the prepared ones too. Whoever needs
   * both takes {@link #hold} first.
   */
  void holdPreparations() {
    jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(PREPARATION_KEY).query().singleRow();
  }

  /**
   * Waits for whoever keeps others from preparing; several prepare at the same time, and publishing
   * does not wait for them.
   */
  void share() {
    jdbc.sql("SELECT pg_advisory_xact_lock_shared(?)").param(PREPARATION_KEY).query().singleRow();
  }

  /** As {@link #share}, false instead of waiting. */
  boolean tryShare() {
    return jdbc.sql("SELECT pg_try_advisory_xact_lock_shared(?)")
        .param(PREPARATION_KEY)
        .query(Boolean.class)
        .single();
  }

  Optional<Latest> findLatest(String rootCode) {
    return jdbc.sql(
            "SELECT id, lower(valid) AS from FROM division WHERE root_code = ? AND status = 'PUBLISHED' AND"
                + " upper_inf(valid) ORDER BY lower(valid) DESC LIMIT 1")
        .param(rootCode)
        .query(Latest.class)
        .optional();
  }

  /**
   * The moment from which a division shall be in force: the transaction's own for now, so that what
   * it publishes is in force for its own later statements too.
   */
  OffsetDateTime moment(@Nullable Instant from) {
    return from == null
        ? jdbc.sql("SELECT now()").query(OffsetDateTime.class).single()
        : from.atOffset(ZoneOffset.UTC);
  }

  /**
   * Ends the validity of a division.
   *
   * @param moment null for no end
   */
  void end(long divisionId, @Nullable OffsetDateTime moment) {
    jdbc.sql(
            "UPDATE division SET valid = tstzrange(lower(valid), :until), version = version + 1 WHERE"
                + " id = :division")
        .param("until", moment, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("division", divisionId)
        .update();
  }

  /** Whether published divisions of other areas have or had a grid with one of some codes. */
  boolean gaveAny(List<String> codes, String rootCode) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT FROM grid g JOIN division d ON d.id = g.division_id
              WHERE g.code IN (:codes) AND d.status = 'PUBLISHED' AND d.root_code <> :root)
            """)
        .param("codes", codes)
        .param("root", rootCode)
        .query(Boolean.class)
        .single();
  }

  /**
   * Land that other areas' divisions, in force at a moment or later, have already.
   *
   * @param from the moment; null for now
   */
  List<Finding> listOverlaps(
      String rootCode, List<GridShape> roots, @Nullable OffsetDateTime from) {
    return listOverlaps(rootCode, roots, from, null);
  }

  /**
   * Land that other areas' divisions, in force between two moments, have already.
   *
   * @param from the first moment; null for now
   * @param until the moment after the last one; null for no end
   */
  List<Finding> listOverlaps(
      String rootCode,
      List<GridShape> roots,
      @Nullable OffsetDateTime from,
      @Nullable OffsetDateTime until) {
    Envelope bounds = new Envelope();
    Set<String> own = new HashSet<>();
    for (GridShape root : roots) {
      bounds.expandToInclude(root.geometry().getEnvelopeInternal());
      own.add(root.code());
    }
    List<GridShape> all = new ArrayList<>(roots);
    all.addAll(neighbours(rootCode, bounds, from, until));
    if (all.size() == roots.size()) {
      return List.of();
    }
    return CoverageCheck.check(all, null, CoverageCheckOptions.standard()).findings().stream()
        .filter(finding -> SHARED_LAND.contains(finding.kind()))
        .filter(finding -> finding.grids().stream().anyMatch(own::contains))
        .filter(finding -> !own.containsAll(finding.grids()))
        .filter(DivisionCheck::isWide)
        .toList();
  }

  /** Areas in force now, or later, whose land some roots have too, the largest piece first. */
  List<StoredDivision.Overlap> listNeighboursOf(String rootCode, List<GridShape> roots) {
    Map<String, List<Finding>> byCode = new LinkedHashMap<>();
    Set<String> own = roots.stream().map(GridShape::code).collect(Collectors.toSet());
    listOverlaps(rootCode, roots, null).stream()
        .sorted(Comparator.comparingDouble(Finding::areaSquareMetres).reversed())
        .forEach(finding ->
            finding.grids().stream()
                .filter(code -> !own.contains(code))
                .forEach(
                    code -> byCode.computeIfAbsent(code, one -> new ArrayList<>()).add(finding)));
    return byCode.entrySet().stream()
        .map(one ->
            new StoredDivision.Overlap(
                one.getKey(),
                nameInForce(one.getKey()),
                one.getValue().stream().mapToDouble(Finding::areaSquareMetres).sum(),
                one.getValue().getFirst().place()))
        .toList();
  }

  private String nameInForce(String rootCode) {
    return jdbc.sql(
            "SELECT g.name FROM division d JOIN grid g ON g.division_id = d.id AND g.parent_id IS NULL"
                + " WHERE g.code = ? AND d.status = 'PUBLISHED' ORDER BY lower(d.valid) DESC LIMIT 1")
        .param(rootCode)
        .query(String.class)
        .optional()
        .orElse(rootCode);
  }

  private List<GridShape> neighbours(
      String rootCode,
      Envelope bounds,
      @Nullable OffsetDateTime from,
      @Nullable OffsetDateTime until) {
    if (bounds.isNull()) {
      return List.of();
    }
    return jdbc.sql(
            """
            SELECT g.code, g.geom AS geometry
            FROM division d JOIN grid g ON g.division_id = d.id AND g.parent_id IS NULL
            WHERE d.root_code <> :root AND d.status = 'PUBLISHED'
              AND d.valid && tstzrange(coalesce(:from, now()), :until)
              AND g.geom && ST_MakeEnvelope(:west, :south, :east, :north, 4490)
            """)
        .param("root", rootCode)
        .param("from", from, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("until", until, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("west", bounds.getMinX())
        .param("south", bounds.getMinY())
        .param("east", bounds.getMaxX())
        .param("north", bounds.getMaxY())
        .query(SHAPE)
        .list();
  }
}
