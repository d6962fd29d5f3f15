package org.gridmap.backend.register;

import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.cipher.BlindIndex;
import org.gridmap.backend.audit.cipher.FieldCipher;
import org.gridmap.backend.audit.cipher.SealedColumns;
import org.gridmap.backend.register.RegisterInputs.PhoneInput;
import org.gridmap.backend.register.RegisterInputs.ResidentInput;
import org.gridmap.backend.register.RegisterViews.ChangeAction;
import org.gridmap.backend.register.RegisterViews.ChangeSubject;
import org.gridmap.backend.register.RegisterViews.Created;
import org.gridmap.backend.register.RegisterViews.Phone;
import org.gridmap.backend.register.RegisterViews.Resident;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people of the register, as far as the scope of the caller reaches. */
@Service
public class Residents implements SealedColumns {
  /** Where residents lie, as {@link FieldCipher} knows it. */
  public static final String TABLE = "person.resident";

  public static final String NOTE = "note_sealed";
  public static final String ID_NUMBER = "id_number_sealed";
  private static final ChangeSubject SUBJECT = ChangeSubject.RESIDENT;

  /** Says whether the children of a household were opened for the caller a moment ago. */
  @FunctionalInterface
  public interface OpenChildren {
    /** Whether they are readable now. */
    boolean areOpen(long householdId);
  }

  /**
   * Residents are different now; heard inside the transaction of the change.
   *
   * @param ids their numbers; empty for everybody
   */
  public record ResidentsChanged(Set<Long> ids) {}

  private final JdbcClient jdbc;
  private final ResidentValues values;
  private final PhoneBook phones;
  private final ChangeHistory history;
  private final HouseCounters tallies;
  private final Scope scope;
  private final OpenChildren children;
  private final ApplicationEventPublisher events;
  private final RequestValidator requests;

  Residents(
      JdbcClient jdbc,
      ResidentValues values,
      PhoneBook phones,
      ChangeHistory history,
      HouseCounters tallies,
      Scope scope,
      OpenChildren children,
      ApplicationEventPublisher events,
      RequestValidator requests) {
    this.jdbc = jdbc;
    this.values = values;
    this.phones = phones;
    this.history = history;
    this.tallies = tallies;
    this.scope = scope;
    this.children = children;
    this.events = events;
    this.requests = requests;
  }

  @Override
  public List<SealedColumn> listColumns() {
    return List.of(
        new SealedColumn(
            TABLE, "id", ID_NUMBER, List.of(new Blind("id_number_index", BlindIndex.ID_NUMBER))),
        new SealedColumn(TABLE, "id", NOTE));
  }

  /** This year, by which children are told from others. */
  public static int thisYear() {
    return Year.now(ZoneOffset.ofHours(8)).getValue();
  }

  /**
   * One resident, masked.
   *
   * @throws ProblemException not-found outside the scope, and for a child that was not opened
   */
  @Transactional(readOnly = true)
  public Resident get(long id) {
    return view(List.of(require(id, false))).getFirst();
  }

  /** The residents of a house by household, the head first; children only if asked for. */
  @Transactional(readOnly = true)
  List<ResidentRow> listOfHouse(long houseId) {
    return jdbc
        .sql(
            "SELECT "
                + ResidentRow.COLUMNS
                + """
                 FROM person.resident r WHERE r.house_id = :house AND r.removed_at IS NULL
                """)
        .param("house", houseId)
        .query(ResidentRow::read)
        .stream()
        .sorted(ResidentRow.ORDER)
        .toList();
  }

  /** The children of a household, masked; for a reveal. */
  @Transactional(readOnly = true)
  public List<Resident> listChildren(long householdId) {
    List<ResidentRow> rows =
        jdbc.sql(
                "SELECT "
                    + ResidentRow.COLUMNS
                    + """
                     FROM person.resident r WHERE r.household_id = :household AND r.removed_at IS NULL
                    ORDER BY r.birth_year, r.id
                    """)
            .param("household", householdId)
            .query(ResidentRow::read)
            .list();
    return view(rows.stream().filter(row -> Masking.isChild(row.birthYear(), thisYear())).toList());
  }

  /** Residents as they leave the server. */
  List<Resident> view(List<ResidentRow> rows) {
    return view(rows, phones.list(rows.stream().map(ResidentRow::id).toList()));
  }

  /** The same for residents of one house. */
  List<Resident> view(long houseId, List<ResidentRow> rows) {
    Set<Long> shown = rows.stream().map(ResidentRow::id).collect(Collectors.toSet());
    return view(rows, phones.listOfHouse(houseId, shown));
  }

  private static List<Resident> view(List<ResidentRow> rows, Map<Long, List<Phone>> numbers) {
    int year = thisYear();
    return rows.stream()
        .map(row ->
            new Resident(
                row.id(),
                row.householdId(),
                row.version(),
                Masking.name(row.name()),
                row.sex(),
                row.birthYear(),
                Masking.isChild(row.birthYear(), year),
                row.relation(),
                row.registration(),
                row.presence(),
                numbers.getOrDefault(row.id(), List.of()),
                Masking.workplace(row.workplace()),
                row.origin(),
                row.careNeeds(),
                row.tags(),
                row.noteSealed() != null,
                row.idNumberSealed() != null,
                row.updatedAt()))
        .toList();
  }

  /**
   * The value of one field, in full. Whoever calls this has written the audit entry before.
   *
   * @param field NAME, WORKPLACE, ID_NUMBER or NOTE
   * @return empty if there is no value
   * @throws ProblemException not-found outside the scope
   */
  @Transactional(readOnly = true)
  public Optional<String> findValue(long id, String field) {
    ResidentRow row = require(id, false);
    return switch (field) {
      case "NAME" -> Optional.of(row.name());
      case "WORKPLACE" -> Optional.of(row.workplace()).filter(text -> !text.isEmpty());
      case "ID_NUMBER" -> values.open(row.idNumberSealed(), ID_NUMBER, id);
      case "NOTE" -> values.open(row.noteSealed(), NOTE, id);
      default -> throw new IllegalArgumentException("no field to reveal: " + field);
    };
  }

  /** Puts somebody into a household. */
  @Transactional
  Created create(long householdId, ResidentInput input) {
    requests.check(input, RegisterInputs.Creation.class);
    Long house = lockHousehold(householdId);
    long id = jdbc.sql("SELECT nextval('person.resident_id_seq')").query(Long.class).single();
    jdbc.sql(
            """
            INSERT INTO person.resident (id, household_id, village_code, name, search_line, sex, birth_year, relation,
              registration, presence, origin, workplace, care_needs, tags, id_number_sealed, id_number_index, note_sealed)
            VALUES (:id, :household, '', :name, :line, :sex, :birthYear, :relation, :registration, :presence, :origin,
              :workplace, :careNeeds, :tags, :idNumber, :idIndex, :note)
            """)
        .param("household", householdId)
        .params(values.of(id, input, null))
        .update();
    List<PhoneInput> numbers = input.phones();
    if (numbers != null) {
      phones.replace(id, numbers);
    }
    history.record(SUBJECT, id, ChangeAction.CREATED, List.of(), Map.of());
    events.publishEvent(new ResidentsChanged(Set.of(id)));
    tallies.count(house == null ? Set.of() : Set.of(house));
    return new Created(id, 0);
  }

  /**
   * Changes a resident.
   *
   * @return the new version
   */
  @Transactional
  long change(long id, long version, ResidentInput input) {
    requests.check(input);
    ResidentRow row = require(id, true);
    requireVersion(row, version);
    jdbc.sql(
            """
            UPDATE person.resident SET name = :name, search_line = :line, sex = :sex, birth_year = :birthYear,
              relation = :relation, registration = :registration, presence = :presence, origin = :origin,
              workplace = :workplace, care_needs = :careNeeds, tags = :tags, id_number_sealed = :idNumber,
              id_number_index = :idIndex, note_sealed = :note, version = version + 1, updated_at = now()
            WHERE id = :id
            """)
        .params(values.of(id, input, row))
        .update();
    Map<String, String> old = values.before(row, input);
    List<PhoneInput> numbers = input.phones();
    if (numbers != null) {
      String before = phones.describe(id);
      if (phones.replace(id, numbers)) {
        old.put("phones", before);
      }
    }
    history.record(SUBJECT, id, ChangeAction.CHANGED, List.copyOf(old.keySet()), old);
    events.publishEvent(new ResidentsChanged(Set.of(id)));
    count(row);
    return version + 1;
  }

  /** Puts a resident into another household; both in the scope. */
  @Transactional
  long move(long id, long version, long householdId) {
    ResidentRow row = require(id, true);
    requireVersion(row, version);
    Long house = lockHousehold(householdId);
    jdbc.sql(
            """
            UPDATE person.resident SET household_id = :household, version = version + 1, updated_at = now() WHERE id = :id
            """)
        .param("household", householdId)
        .param("id", id)
        .update();
    history.record(
        SUBJECT,
        id,
        ChangeAction.MOVED,
        List.of("household"),
        Map.of("household", Long.toString(row.householdId())));
    List<Long> houses = new ArrayList<>();
    houses.add(house);
    houses.add(row.houseId());
    tallies.count(houses.stream().filter(Objects::nonNull).toList());
    return version + 1;
  }

  /** Removes a resident; the record can be brought back until its retention ends. */
  @Transactional
  void remove(long id, long version) {
    ResidentRow row = require(id, true);
    requireVersion(row, version);
    jdbc.sql(
            """
            UPDATE person.resident SET removed_at = now(), updated_at = now(), version = version + 1 WHERE id = :id
            """)
        .param("id", id)
        .update();
    history.record(SUBJECT, id, ChangeAction.REMOVED, List.of(), Map.of());
    events.publishEvent(new ResidentsChanged(Set.of(id)));
    count(row);
  }

  /** Changes of a resident, the latest first. */
  @Transactional(readOnly = true)
  public List<RegisterViews.RegisterChange> history(long id) {
    require(id, false);
    return history.list(SUBJECT, id);
  }

  private void count(ResidentRow row) {
    Long house = row.houseId();
    tallies.count(house == null ? Set.of() : Set.of(house));
  }

  private ResidentRow require(long id, boolean lock) {
    ResidentRow row =
        jdbc.sql(
                "SELECT "
                    + ResidentRow.COLUMNS
                    + " FROM person.resident r WHERE r.id = :id AND r.removed_at IS NULL"
                    + (lock ? " FOR UPDATE" : ""))
            .param("id", id)
            .query(ResidentRow::read)
            .optional()
            .orElseThrow(() -> scope.outside(SubjectType.RESIDENT, id));
    if (Masking.isChild(row.birthYear(), thisYear()) && !children.areOpen(row.householdId())) {
      throw scope.outside(SubjectType.RESIDENT, id);
    }
    return row;
  }

  private static void requireVersion(ResidentRow row, long version) {
    if (row.version() != version) {
      throw Versions.conflict();
    }
  }

  /** Keeps a household from being removed meanwhile; gives its house, null if it has none. */
  private @Nullable Long lockHousehold(long id) {
    record Place(@Nullable Long houseId) {}
    return jdbc.sql(
            "SELECT house_id FROM person.household WHERE id = :id AND removed_at IS NULL FOR SHARE")
        .param("id", id)
        .query(Place.class)
        .optional()
        .orElseThrow(() -> scope.outside(SubjectType.HOUSEHOLD, id))
        .houseId();
  }
}
