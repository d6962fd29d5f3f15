package org.gridmap.backend.house;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.house.HouseFacts.Difference;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Changes facts of houses inside the caller's scope, and keeps who changed what. */
@Service
class HouseEdits {
  private static final SqlFile FACTS = SqlFile.of(HouseEdits.class, "house-facts.sql");
  private static final SqlFile UPDATE = SqlFile.of(HouseEdits.class, "house-facts-update.sql");
  private static final SqlFile HISTORY = SqlFile.of(HouseEdits.class, "house-history.sql");
  private static final RowMapper<HouseFacts> HOUSE = new RecordRowMapper<>(HouseFacts.class);
  private static final RowMapper<HouseChange> CHANGE = new RecordRowMapper<>(HouseChange.class);

  private final JdbcClient jdbc;
  private final Scope scope;
  private final AuditLog audit;
  private final HouseTilePreparation tiles;
  private final MapChanges changes;
  private final RequestValidator requests;

  HouseEdits(
      JdbcClient jdbc,
      Scope scope,
      AuditLog audit,
      HouseTilePreparation tiles,
      MapChanges changes,
      RequestValidator requests) {
    this.jdbc = jdbc;
    this.scope = scope;
    this.audit = audit;
    this.tiles = tiles;
    this.changes = changes;
    this.requests = requests;
  }

  /**
   * One change of one fact.
   *
   * @param id number of the entry
   * @param at when
   * @param login who
   * @param field name of the field as the house card has it
   * @param before what stood there, null if nothing was known
   * @param after what stands there since
   */
  record HouseChange(
      long id,
      Instant at,
      String login,
      String field,
      @Nullable String before,
      @Nullable String after) {}

  private record StoredHouse(HouseFacts facts, long version, Envelope extent) {}

  private record Place(long version, Geometry outline) {}

  private static final RowMapper<Place> PLACE = new RecordRowMapper<>(Place.class);

  /**
   * Changes what the request names.
   *
   * @param sent the request as it came, which tells a field left out from one that is not known
   * @throws org.gridmap.backend.web.ProblemException not-found outside the scope;
   *     precondition-required, edit-conflict, validation-failed
   */
  @Transactional
  public void change(long houseId, @Nullable String ifMatch, HouseFacts wanted, ObjectNode sent) {
    scope.requireHouse(houseId);
    StoredHouse stored = read(houseId);
    Versions.check(ifMatch, stored.version());
    HouseFacts after = requests.check(wanted.over(stored.facts(), sent));
    List<Difference> differences = stored.facts().differences(after);
    if (differences.isEmpty()) {
      return;
    }
    store(houseId, after, differences);
    Caller caller = CurrentUser.get();
    for (Difference one : differences) {
      jdbc.sql(
              "INSERT INTO house_change (house_id, account_id, login, field, old_value, new_value)"
                  + " VALUES (:house, :account, :login, :field, :before, :after)")
          .param("house", houseId)
          .param("account", caller.accountId())
          .param("login", caller.login())
          .param("field", one.field())
          .param("before", one.before())
          .param("after", one.after())
          .update();
    }
    tiles.prepareNear(stored.extent());
    if (differences.stream().anyMatch(one -> one.field().equals("use"))) {
      // From afar the most frequent use colours a cell.
      tiles.prepareFar(stored.extent());
    }
    changes.record("house", stored.extent());
    audit.record(
        AuditEvent.done(AuditAction.RECORD_CHANGED, SubjectType.HOUSE, houseId)
            .with(
                Map.of(
                    "fields",
                    differences.stream().map(Difference::field).collect(Collectors.joining(",")))));
  }

  /**
   * What was changed about a house, the latest first.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found outside the scope
   */
  @Transactional(readOnly = true)
  public List<HouseChange> history(long houseId) {
    scope.requireHouse(houseId);
    return HISTORY.on(jdbc).param("house", houseId).query(CHANGE).list();
  }

  private StoredHouse read(long houseId) {
    return FACTS
        .on(jdbc)
        .param("id", houseId)
        .query((row, n) -> {
          Place place = PLACE.mapRow(row, n);
          return new StoredHouse(
              HOUSE.mapRow(row, n), place.version(), place.outline().getEnvelopeInternal());
        })
        .single();
  }

  private void store(long houseId, HouseFacts facts, List<Difference> differences) {
    UPDATE
        .on(jdbc)
        .param("id", houseId)
        .param("number", facts.number())
        .param("name", facts.name())
        .param("address", facts.address())
        .param("aliases", array(facts.aliases()))
        .param("use", facts.use())
        .param("structure", facts.structure())
        .param("floors", facts.floors())
        .param("height", facts.heightMetres())
        .param("floorArea", facts.floorAreaSquareMetres())
        .param("renovation", facts.renovation())
        .param("occupancy", facts.occupancy())
        .param("grade", facts.safety())
        .param("findings", array(facts.safetyFindings()))
        .param("built", facts.built())
        .param("edited", differences.stream().map(Difference::field).toArray(String[]::new))
        .update();
  }

  private static String[] array(@Nullable List<String> list) {
    return list == null ? new String[0] : list.toArray(String[]::new);
  }
}
