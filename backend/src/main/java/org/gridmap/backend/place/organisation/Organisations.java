package org.gridmap.backend.place.organisation;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.house.HouseCardPart;
import org.gridmap.backend.house.HouseLocations;
import org.gridmap.backend.house.HouseLocations.HouseLocation;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.Versions;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads organisations, and changes those whose house lies in the caller's scope. */
@Service
class Organisations implements HouseCardPart {

  /** Most organisations of one answer. */
  static final int MOST = 500;

  private static final SqlFile LIST = SqlFile.of(Organisations.class, "organisations.sql");
  private static final RowMapper<Organisation> ORGANISATION =
      new RecordRowMapper<>(Organisation.class);

  private final JdbcClient jdbc;
  private final OrganisationRepository organisations;
  private final Scope scope;
  private final AuditLog audit;
  private final HouseLocations houses;
  private final GridsInForce grids;
  private final IdempotencyKeys keys;
  private final OrganisationContacts contacts;
  private final RequestValidator requests;

  Organisations(
      JdbcClient jdbc,
      OrganisationRepository organisations,
      Scope scope,
      AuditLog audit,
      HouseLocations houses,
      GridsInForce grids,
      IdempotencyKeys keys,
      OrganisationContacts contacts,
      RequestValidator requests) {
    this.jdbc = jdbc;
    this.organisations = organisations;
    this.scope = scope;
    this.audit = audit;
    this.houses = houses;
    this.grids = grids;
    this.keys = keys;
    this.contacts = contacts;
    this.requests = requests;
  }

  /** What is remembered of a creation. */
  record Created(long id) {}

  /**
   * One organisation.
   *
   * @throws ProblemException not-found
   */
  @Transactional(readOnly = true)
  public Organisation get(long id) {
    return list(id, null, null, 0).stream()
        .findFirst()
        .orElseThrow(
            () -> new ProblemException(WebProblems.NOT_FOUND, "There is no such organisation."));
  }

  /**
   * The organisations of a house.
   *
   * @throws ProblemException not-found if there is no such house
   */
  @Transactional(readOnly = true)
  public List<Organisation> listOfHouse(long houseId) {
    if (houses.find(houseId).isEmpty()) {
      throw new ProblemException(WebProblems.NOT_FOUND, "There is no such house.");
    }
    return list(null, houseId, null, 0);
  }

  /**
   * The organisations of a grid in force and of everything below it, {@value #MOST} at most.
   *
   * @param after only those with a greater number
   * @throws ProblemException not-found if there is no such grid
   */
  @Transactional(readOnly = true)
  public List<Organisation> listOfGrid(long gridId, long after) {
    if (grids.find(gridId).isEmpty()) {
      throw new ProblemException(WebProblems.NOT_FOUND, "There is no such grid.");
    }
    return list(null, null, gridId, after);
  }

  /**
   * Adds an organisation to a house.
   *
   * @param key value of the header {@code Idempotency-Key}
   * @throws ProblemException not-found outside the scope; validation-failed
   */
  @Transactional
  public Organisation add(long houseId, @Nullable String key, OrganisationInput input) {
    scope.requireHouse(houseId);
    OrganisationInput wanted = requests.check(input);
    Created created =
        keys.once(
            key,
            "POST /api/houses/" + houseId + "/organisations",
            wanted,
            Created.class,
            () -> create(houseId, wanted));
    return get(created.id());
  }

  private Created create(long houseId, OrganisationInput wanted) {
    String village = village(houseId);
    long id = organisations.saveAndFlush(new OrganisationEntity(wanted, houseId, village)).id();
    contacts.store(jdbc, id, houseId, village, wanted.contact(), wanted.phone());
    changed();
    audit.record(
        AuditEvent.done(AuditAction.RECORD_CREATED, SubjectType.ORGANISATION, id)
            .with(Map.of("house", Long.toString(houseId), "kind", String.valueOf(wanted.kind()))));
    return new Created(id);
  }

  /**
   * Changes an organisation.
   *
   * @throws ProblemException not-found outside the scope; precondition-required, edit-conflict,
   *     validation-failed
   */
  @Transactional
  public Organisation change(long id, @Nullable String ifMatch, OrganisationInput input) {
    OrganisationEntity stored = lock(id);
    Versions.check(ifMatch, stored.version());
    OrganisationInput wanted = requests.check(input);
    Long houseId = stored.houseId();
    String village = stored.villageCode();
    if (wanted.houseId() != null && !wanted.houseId().equals(houseId)) {
      houseId = wanted.houseId();
      scope.requireHouse(houseId);
      village = village(houseId);
    }
    stored.take(wanted, houseId, village);
    organisations.flush();
    contacts.store(jdbc, id, houseId, village, wanted.contact(), wanted.phone());
    changed();
    audit.record(AuditEvent.done(AuditAction.RECORD_CHANGED, SubjectType.ORGANISATION, id));
    return get(id);
  }

  /**
   * Removes an organisation and its contact.
   *
   * @throws ProblemException not-found outside the scope; precondition-required, edit-conflict
   */
  @Transactional
  public void remove(long id, @Nullable String ifMatch) {
    OrganisationEntity stored = lock(id);
    Versions.check(ifMatch, stored.version());
    organisations.delete(stored);
    organisations.flush();
    changed();
    audit.record(AuditEvent.done(AuditAction.RECORD_REMOVED, SubjectType.ORGANISATION, id));
  }

  @Override
  public int organisations(long houseId) {
    return organisations.countByHouseId(houseId);
  }

  private List<Organisation> list(
      @Nullable Long id, @Nullable Long houseId, @Nullable Long gridId, long after) {
    // A token carries rights of the map only, whoever it belongs to.
    boolean residents =
        CurrentUser.find().filter(caller -> caller.has(Right.RESIDENTS)).isPresent();
    return LIST.on(jdbc)
        .param("id", id)
        .param("house", houseId)
        .param("grid", gridId)
        .param("residents", residents)
        .param("after", after)
        .param("limit", MOST)
        .query(ORGANISATION)
        .list();
  }

  /** The stored row of an organisation in scope, locked. */
  private OrganisationEntity lock(long id) {
    OrganisationEntity stored =
        organisations.findById(id).orElseThrow(() -> scope.outside(SubjectType.ORGANISATION, null));
    Long houseId = stored.houseId();
    boolean within =
        houseId == null
            ? jdbc.sql("SELECT :village IN (SELECT account.visible_villages())")
                .param("village", stored.villageCode())
                .query(Boolean.class)
                .single()
            : scope.containsHouse(houseId);
    if (!within) {
      throw scope.outside(SubjectType.ORGANISATION, id);
    }
    return stored;
  }

  private String village(long houseId) {
    return houses.find(houseId).map(HouseLocation::villageCode).orElse("");
  }

  /** Whoever counts organisations counts anew. */
  private void changed() {
    jdbc.sql("UPDATE organisation_revision SET number = number + 1").update();
  }
}
