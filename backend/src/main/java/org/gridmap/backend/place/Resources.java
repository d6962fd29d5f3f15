package org.gridmap.backend.place;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.house.HouseLocations;
import org.gridmap.backend.idempotency.IdempotencyKeys;
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

/** Reads emergency resources, and changes those of grids in the caller's scope. */
@Service
class Resources {
  private static final String LAYER = "resource";
  private static final SqlFile LIST = SqlFile.of(Resources.class, "resources-list.sql");
  private static final RowMapper<EmergencyResource> RESOURCE =
      new RecordRowMapper<>(EmergencyResource.class);

  private final JdbcClient jdbc;
  private final ResourceRepository resources;
  private final PlaceScope sites;
  private final HouseLocations houses;
  private final Scope scope;
  private final AuditLog audit;
  private final IdempotencyKeys keys;
  private final RequestValidator requests;

  Resources(
      JdbcClient jdbc,
      ResourceRepository resources,
      PlaceScope sites,
      HouseLocations houses,
      Scope scope,
      AuditLog audit,
      IdempotencyKeys keys,
      RequestValidator requests) {
    this.jdbc = jdbc;
    this.resources = resources;
    this.sites = sites;
    this.houses = houses;
    this.scope = scope;
    this.audit = audit;
    this.keys = keys;
    this.requests = requests;
  }

  /** What is remembered of a creation. */
  record Created(long id) {}

  private record Placed(Coordinate place, String gridCode) {}

  /**
   * One resource.
   *
   * @throws ProblemException not-found
   */
  @Transactional(readOnly = true)
  public EmergencyResource get(long id) {
    return list(id, null, null).stream()
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(WebProblems.NOT_FOUND, "There is no such emergency resource."));
  }

  /** The resources, 1,000 at most, of one grid and everything below it and of one kind if given. */
  @Transactional(readOnly = true)
  public List<EmergencyResource> list(
      @Nullable Long gridId, EmergencyResource.@Nullable ResourceKind kind) {
    return list(null, gridId, kind);
  }

  /**
   * Adds a resource.
   *
   * @param key value of the header {@code Idempotency-Key}
   * @throws ProblemException validation-failed, also for a place outside the scope
   */
  @Transactional
  public EmergencyResource add(@Nullable String key, EmergencyResource.ResourceInput input) {
    EmergencyResource.ResourceInput wanted = requests.check(input);
    Placed placed = place(wanted);
    return get(
        keys.once(key, "POST /api/resources", wanted, Created.class, () -> create(wanted, placed))
            .id());
  }

  private Created create(EmergencyResource.ResourceInput wanted, Placed placed) {
    long id =
        resources.saveAndFlush(new ResourceEntity(wanted, placed.gridCode(), placed.place())).id();
    sites.changed(LAYER, placed.place());
    audit.record(
        AuditEvent.done(AuditAction.RECORD_CREATED, SubjectType.RESOURCE, id)
            .with(Map.of("grid", placed.gridCode(), "kind", String.valueOf(wanted.kind()))));
    return new Created(id);
  }

  /**
   * Changes a resource.
   *
   * @throws ProblemException not-found outside the scope; precondition-required, edit-conflict,
   *     validation-failed
   */
  @Transactional
  public EmergencyResource change(
      long id, @Nullable String ifMatch, EmergencyResource.ResourceInput input) {
    ResourceEntity stored = lock(id);
    Versions.check(ifMatch, stored.version());
    EmergencyResource.ResourceInput wanted = requests.check(input);
    Coordinate before = stored.place();
    Placed placed = place(wanted);
    stored.take(wanted, placed.gridCode(), placed.place());
    resources.flush();
    sites.changed(LAYER, before, placed.place());
    audit.record(AuditEvent.done(AuditAction.RECORD_CHANGED, SubjectType.RESOURCE, id));
    return get(id);
  }

  /**
   * Removes a resource.
   *
   * @throws ProblemException not-found outside the scope; precondition-required, edit-conflict
   */
  @Transactional
  public void remove(long id, @Nullable String ifMatch) {
    ResourceEntity stored = lock(id);
    Versions.check(ifMatch, stored.version());
    resources.delete(stored);
    sites.changed(LAYER, stored.place());
    audit.record(AuditEvent.done(AuditAction.RECORD_REMOVED, SubjectType.RESOURCE, id));
  }

  /** Where a resource stands: at the door of its house, or where it is said to. */
  private Placed place(EmergencyResource.ResourceInput wanted) {
    Long houseId = wanted.houseId();
    List<Double> point = wanted.point();
    Coordinate place;
    if (houseId != null) {
      scope.requireHouse(houseId);
      place = houses.find(houseId).orElseThrow().entrance();
    } else {
      place = coordinate(Objects.requireNonNull(point));
    }
    return new Placed(
        place, sites.leafInScope(place, houseId == null ? "point" : "houseId").code());
  }

  private static Coordinate coordinate(List<Double> point) {
    return new Coordinate(point.get(0), point.get(1));
  }

  private ResourceEntity lock(long id) {
    ResourceEntity stored =
        resources.findById(id).orElseThrow(() -> scope.outside(SubjectType.RESOURCE, null));
    if (!sites.isInScope(stored.place())) {
      throw scope.outside(SubjectType.RESOURCE, id);
    }
    return stored;
  }

  private List<EmergencyResource> list(
      @Nullable Long id, @Nullable Long gridId, EmergencyResource.@Nullable ResourceKind kind) {
    return LIST.on(jdbc)
        .param("id", id)
        .param("grid", gridId)
        .param("kind", kind == null ? null : kind.name())
        .query(RESOURCE)
        .list();
  }
}
