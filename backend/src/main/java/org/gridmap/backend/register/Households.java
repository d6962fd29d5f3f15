package org.gridmap.backend.register;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.register.RegisterInputs.HouseholdInput;
import org.gridmap.backend.register.RegisterViews.ChangeAction;
import org.gridmap.backend.register.RegisterViews.ChangeSubject;
import org.gridmap.backend.register.RegisterViews.Created;
import org.gridmap.backend.register.RegisterViews.Hidden;
import org.gridmap.backend.register.RegisterViews.HouseRegister;
import org.gridmap.backend.register.RegisterViews.Household;
import org.gridmap.backend.register.RegisterViews.RegisterChange;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The households of houses, as far as the scope of the caller reaches. */
@Service
public class Households {
  private static final ChangeSubject SUBJECT = ChangeSubject.HOUSEHOLD;

  private final JdbcClient jdbc;
  private final Scope scope;
  private final Residents residents;
  private final ChangeHistory history;
  private final HouseCounters tallies;
  private final ApplicationEventPublisher events;
  private final RequestValidator requests;

  Households(
      JdbcClient jdbc,
      Scope scope,
      Residents residents,
      ChangeHistory history,
      HouseCounters tallies,
      ApplicationEventPublisher events,
      RequestValidator requests) {
    this.jdbc = jdbc;
    this.scope = scope;
    this.residents = residents;
    this.history = history;
    this.tallies = tallies;
    this.events = events;
    this.requests = requests;
  }

  private record Row(
      long id,
      @Nullable Long houseId,
      String number,
      String room,
      String kind,
      String tenure,
      long version) {}

  private static final RowMapper<Row> ROW = new RecordRowMapper<>(Row.class);

  /**
   * Who lives in a house, masked; of children only how many.
   *
   * @throws ProblemException not-found outside the scope
   */
  @Transactional(readOnly = true)
  public HouseRegister get(long houseId) {
    scope.requireHouse(houseId);
    List<Row> rows =
        read(
            jdbc.sql(
                    """
                    SELECT id, house_id, number, room, kind, tenure, version FROM person.household
                    WHERE house_id = :house AND removed_at IS NULL ORDER BY number, room, id
                    """)
                .param("house", houseId));
    int year = Residents.thisYear();
    Map<Boolean, List<ResidentRow>> people =
        residents.listOfHouse(houseId).stream()
            .collect(Collectors.partitioningBy(row -> Masking.isChild(row.birthYear(), year)));
    List<ResidentRow> children = Objects.requireNonNull(people.get(true));
    Map<Long, List<RegisterViews.Resident>> shown =
        residents.view(houseId, Objects.requireNonNull(people.get(false))).stream()
            .collect(Collectors.groupingBy(RegisterViews.Resident::householdId));
    Map<Long, Long> hidden =
        children.stream()
            .collect(Collectors.groupingBy(ResidentRow::householdId, Collectors.counting()));
    return new HouseRegister(
        houseId,
        rows.stream()
            .map(row ->
                new Household(
                    row.id(),
                    row.number(),
                    row.room(),
                    row.kind(),
                    row.tenure(),
                    row.version(),
                    shown.getOrDefault(row.id(), List.of()),
                    hidden.getOrDefault(row.id(), 0L).intValue()))
            .toList(),
        new Hidden(children.size()));
  }

  /**
   * Whether a household is in the scope of the caller.
   *
   * @throws ProblemException not-found if it is not
   */
  @Transactional(readOnly = true)
  public void require(long id) {
    require(id, false);
  }

  /**
   * Refuses a house outside the scope, before anything is said about what was sent.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found
   */
  @Transactional(readOnly = true)
  public void requireHouse(long houseId) {
    scope.requireHouse(houseId);
  }

  /** Puts a household into a house. */
  @Transactional
  Created create(long houseId, HouseholdInput input) {
    scope.requireHouse(houseId);
    requests.check(input);
    long id = jdbc.sql("SELECT nextval('person.household_id_seq')").query(Long.class).single();
    jdbc.sql(
            """
            INSERT INTO person.household (id, house_id, village_code, number, room, kind, tenure)
            VALUES (:id, :house, '', :number, :room, :kind, :tenure)
            """)
        .param("id", id)
        .param("house", houseId)
        .param("number", text(input.number()))
        .param("room", text(input.room()))
        .param("kind", input.kind())
        .param("tenure", input.tenure())
        .update();
    history.record(SUBJECT, id, ChangeAction.CREATED, List.of(), Map.of());
    tallies.count(List.of(houseId));
    return new Created(id, 0);
  }

  /**
   * Changes a household; with another house it moves there with its residents.
   *
   * @return the new version
   */
  @Transactional
  long change(long id, long version, HouseholdInput input) {
    requests.check(input);
    Row row = require(id, true);
    requireVersion(row, version);
    Long wanted = input.houseId();
    if (wanted != null && !wanted.equals(row.houseId())) {
      scope.requireHouse(wanted);
    }
    Long house = wanted == null ? row.houseId() : wanted;
    jdbc.sql(
            """
            UPDATE person.household SET house_id = :house, number = :number, room = :room, kind = :kind,
              tenure = :tenure, version = version + 1, updated_at = now()
            WHERE id = :id
            """)
        .param("id", id)
        .param("house", house)
        .param("number", text(input.number()))
        .param("room", text(input.room()))
        .param("kind", input.kind())
        .param("tenure", input.tenure())
        .update();
    Map<String, String> old = new LinkedHashMap<>();
    note(old, "house", row.houseId(), house);
    note(old, "number", row.number(), text(input.number()));
    note(old, "room", row.room(), text(input.room()));
    note(old, "kind", row.kind(), input.kind());
    note(old, "tenure", row.tenure(), input.tenure());
    ChangeAction action = old.containsKey("house") ? ChangeAction.MOVED : ChangeAction.CHANGED;
    history.record(SUBJECT, id, action, List.copyOf(old.keySet()), old);
    List<Long> houses = new ArrayList<>();
    houses.add(house);
    houses.add(row.houseId());
    tallies.count(houses.stream().filter(Objects::nonNull).toList());
    return version + 1;
  }

  /** Removes a household with everybody in it; the records stay until their retention ends. */
  @Transactional
  void remove(long id, long version) {
    Row row = require(id, true);
    requireVersion(row, version);
    List<Long> people =
        jdbc.sql(
                """
                UPDATE person.resident SET removed_at = now(), updated_at = now(), version = version + 1
                WHERE household_id = :id AND removed_at IS NULL RETURNING id
                """)
            .param("id", id)
            .query((one, n) -> one.getLong(1))
            .list();
    jdbc.sql(
            """
            UPDATE person.household SET removed_at = now(), updated_at = now(), version = version + 1 WHERE id = :id
            """)
        .param("id", id)
        .update();
    events.publishEvent(new Residents.ResidentsChanged(Set.copyOf(people)));
    for (long person : people) {
      history.record(ChangeSubject.RESIDENT, person, ChangeAction.REMOVED, List.of(), Map.of());
    }
    history.record(SUBJECT, id, ChangeAction.REMOVED, List.of(), Map.of());
    Long house = row.houseId();
    tallies.count(house == null ? List.of() : List.of(house));
  }

  /** Changes of the households and residents of a house, the latest first. */
  @Transactional(readOnly = true)
  List<RegisterChange> history(long houseId) {
    scope.requireHouse(houseId);
    return history.listOfHouse(houseId, Residents.thisYear() - 14);
  }

  private Row require(long id, boolean lock) {
    return read(
            jdbc.sql(
                    "SELECT id, house_id, number, room, kind, tenure, version FROM person.household"
                        + " WHERE id = :id AND removed_at IS NULL"
                        + (lock ? " FOR UPDATE" : ""))
                .param("id", id))
        .stream()
        .findFirst()
        .orElseThrow(() -> scope.outside(SubjectType.HOUSEHOLD, id));
  }

  private static List<Row> read(JdbcClient.StatementSpec statement) {
    return statement.query(ROW).list();
  }

  private static void requireVersion(Row row, long version) {
    if (row.version() != version) {
      throw Versions.conflict();
    }
  }

  private static void note(
      Map<String, String> old, String field, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      old.put(field, before == null ? "" : before.toString());
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
