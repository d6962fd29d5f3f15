package org.gridmap.backend.place;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.Versions;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads service stations, and changes those of grids in the caller's scope. */
@Service
class Stations {
  private static final String LAYER = "station";
  private static final SqlFile LIST = SqlFile.of(Stations.class, "stations-list.sql");
  private static final RowMapper<Station> STATION = new RecordRowMapper<>(Station.class);

  private final JdbcClient jdbc;
  private final StationRepository stations;
  private final PlaceScope sites;
  private final Scope scope;
  private final AuditLog audit;
  private final IdempotencyKeys keys;
  private final RequestValidator requests;

  Stations(
      JdbcClient jdbc,
      StationRepository stations,
      PlaceScope sites,
      Scope scope,
      AuditLog audit,
      IdempotencyKeys keys,
      RequestValidator requests) {
    this.jdbc = jdbc;
    this.stations = stations;
    this.sites = sites;
    this.scope = scope;
    this.audit = audit;
    this.keys = keys;
    this.requests = requests;
  }

  /** What is remembered of a creation. */
  record Created(long id) {}

  /**
   * One station.
   *
   * @throws ProblemException not-found
   */
  @Transactional(readOnly = true)
  public Station get(long id) {
    return list(id, null).stream()
        .findFirst()
        .orElseThrow(
            () -> new ProblemException(WebProblems.NOT_FOUND, "There is no such station."));
  }

  /** The stations, 1,000 at most, of one grid and everything below it if one is given. */
  @Transactional(readOnly = true)
  public List<Station> list(@Nullable Long gridId) {
    return list(null, gridId);
  }

  /**
   * Adds a station.
   *
   * @param key value of the header {@code Idempotency-Key}
   * @throws ProblemException validation-failed, also for a place outside the scope
   */
  @Transactional
  public Station add(@Nullable String key, Station.StationInput input) {
    Station.StationInput wanted = requests.check(input);
    Coordinate place = place(wanted);
    GridInForce grid = sites.gridInScope(wanted.gridId(), place);
    return get(
        keys.once(
                key, "POST /api/stations", wanted, Created.class, () -> create(wanted, grid, place))
            .id());
  }

  private Created create(Station.StationInput wanted, GridInForce grid, Coordinate place) {
    long id = stations.saveAndFlush(new StationEntity(wanted, grid.code(), place)).id();
    sites.changed(LAYER, place);
    audit.record(
        AuditEvent.done(AuditAction.RECORD_CREATED, SubjectType.STATION, id)
            .with(Map.of("grid", grid.code())));
    return new Created(id);
  }

  /**
   * Changes a station.
   *
   * @throws ProblemException not-found outside the scope; precondition-required, edit-conflict,
   *     validation-failed
   */
  @Transactional
  public Station change(long id, @Nullable String ifMatch, Station.StationInput input) {
    StationEntity stored = lock(id);
    Versions.check(ifMatch, stored.version());
    Station.StationInput wanted = requests.check(input);
    Coordinate before = stored.place();
    Coordinate place = place(wanted);
    stored.take(wanted, sites.gridInScope(wanted.gridId(), place).code(), place);
    stations.flush();
    sites.changed(LAYER, before, place);
    audit.record(AuditEvent.done(AuditAction.RECORD_CHANGED, SubjectType.STATION, id));
    return get(id);
  }

  /**
   * Removes a station.
   *
   * @throws ProblemException not-found outside the scope; precondition-required, edit-conflict
   */
  @Transactional
  public void remove(long id, @Nullable String ifMatch) {
    StationEntity stored = lock(id);
    Versions.check(ifMatch, stored.version());
    stations.delete(stored);
    sites.changed(LAYER, stored.place());
    audit.record(AuditEvent.done(AuditAction.RECORD_REMOVED, SubjectType.STATION, id));
  }

  private StationEntity lock(long id) {
    StationEntity stored =
        stations.findById(id).orElseThrow(() -> scope.outside(SubjectType.STATION, null));
    if (!sites.isInScope(stored.gridCode())) {
      throw scope.outside(SubjectType.STATION, id);
    }
    return stored;
  }

  private List<Station> list(@Nullable Long id, @Nullable Long gridId) {
    return LIST.on(jdbc)
        .param("id", id)
        .param("grid", gridId)
        .param("metresAMinute", Station.METRES_A_MINUTE)
        .query(STATION)
        .list();
  }

  private static Coordinate place(Station.StationInput input) {
    List<Double> point = Objects.requireNonNull(input.point());
    return new Coordinate(point.get(0), point.get(1));
  }
}
