package org.gridmap.backend.register.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditOutcome;
import org.gridmap.backend.audit.cipher.BlindIndex;
import org.gridmap.backend.audit.cipher.FieldCipher;
import org.gridmap.backend.house.ResidentCounts;
import org.gridmap.backend.register.HouseCounters;
import org.gridmap.backend.register.NameReadings;
import org.gridmap.backend.register.PhoneBook;
import org.gridmap.backend.register.Residents;
import org.gridmap.backend.register.Residents.ResidentsChanged;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SingleColumn;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The whole register at once, as the system. Every method commits by itself: call it after the
 * transaction that stored the houses.
 */
@Service
public class Register {
  private static final int BATCH_HOUSEHOLDS = 1_000;

  private final JdbcClient job;
  private final DataSource jobDataSource;
  private final TransactionTemplate jobTransactions;
  private final FieldCipher cipher;
  private final BlindIndex index;
  private final ResidentCounts residentCounts;
  private final AuditLog audit;
  private final ApplicationEventPublisher events;

  Register(
      @JobPool JdbcClient job,
      @JobPool DataSource jobDataSource,
      @JobPool TransactionTemplate jobTransactions,
      FieldCipher cipher,
      BlindIndex index,
      ResidentCounts residentCounts,
      AuditLog audit,
      ApplicationEventPublisher events) {
    this.job = job;
    this.jobDataSource = jobDataSource;
    this.jobTransactions = jobTransactions;
    this.cipher = cipher;
    this.index = index;
    this.residentCounts = residentCounts;
    this.audit = audit;
    this.events = events;
  }

  /**
   * What became of a load.
   *
   * @param households stored
   * @param residents stored
   * @param phones stored
   * @param withoutHouse households whose house is not known
   */
  public record Loaded(long households, long residents, long phones, long withoutHouse) {}

  /**
   * Stores the people of one source in place of those that an earlier load of it stored, all or
   * none.
   *
   * @param source name of the source of the people
   * @param houseSource name of the source of their houses
   */
  public Loaded load(String source, String houseSource, Stream<NewHousehold> households) {
    Loaded loaded =
        Objects.requireNonNull(
            jobTransactions.execute(status -> store(source, houseSource, households.iterator())));
    audit.record(
        new AuditEvent(
            AuditAction.IMPORT,
            null,
            null,
            null,
            AuditOutcome.DONE,
            Map.of("content", "residents", "rows", Long.toString(loaded.residents()))));
    events.publishEvent(new ResidentsChanged(Set.of()));
    return loaded;
  }

  /** Where a household lives: triggers do this for single rows, and cost too much for a town. */
  private record Place(@Nullable Long house, String village, String key) {}

  private Loaded store(String source, String houseSource, Iterator<NewHousehold> households) {
    List<Long> touched =
        new ArrayList<>(
            job.sql(
                    "SELECT DISTINCT house_id FROM person.household WHERE source = ? AND house_id IS"
                        + " NOT NULL")
                .param(source)
                .query(SingleColumn::number)
                .list());
    job.sql("DELETE FROM person.household WHERE source = ?").param(source).update();
    Map<String, Place> houses = new HashMap<>();
    job.sql(
            "SELECT source_id, id, person.village_of(id), source || chr(31) || source_id FROM house"
                + " WHERE source = ?")
        .param(houseSource)
        .query(row -> {
          houses.put(
              row.getString(1), new Place(row.getLong(2), row.getString(3), row.getString(4)));
        });
    long[] sums = new long[4];
    List<NewHousehold> batch = new ArrayList<>();
    while (households.hasNext()) {
      batch.add(households.next());
      if (batch.size() == BATCH_HOUSEHOLDS || !households.hasNext()) {
        store(source, batch, houses, sums, touched);
        batch.clear();
      }
    }
    HouseCounters.count(job, touched.stream().distinct().sorted().toArray(Long[]::new));
    HouseCounters.step(job);
    return new Loaded(sums[0], sums[1], sums[2], sums[3]);
  }

  private void store(
      String source,
      List<NewHousehold> batch,
      Map<String, Place> houses,
      long[] sums,
      List<Long> touched) {
    BulkInsert householdRows =
        new BulkInsert(
            "person.household",
            "id bigint",
            "house_id bigint",
            "village_code text",
            "house_key text",
            "source text",
            "source_id text",
            "number text",
            "room text",
            "kind text",
            "tenure text");
    BulkInsert residentRows =
        new BulkInsert(
            Residents.TABLE,
            "id bigint",
            "household_id bigint",
            "house_id bigint",
            "village_code text",
            "name text",
            "search_line text",
            "sex text",
            "birth_year smallint",
            "relation text",
            "registration text",
            "presence text",
            "origin text",
            "workplace text",
            "care_needs text[]",
            "tags text[]",
            "note_sealed bytea");
    BulkInsert phoneRows =
        new BulkInsert(
            PhoneBook.TABLE,
            "id bigint",
            "resident_id bigint",
            "house_id bigint",
            "village_code text",
            "kind text",
            "number_sealed bytea",
            "number_index bytea",
            "tail_index bytea",
            "holder_sealed bytea",
            "relation text");
    List<NewResident> people = batch.stream().flatMap(one -> one.residents().stream()).toList();
    Iterator<Long> householdIds = ids("SELECT nextval('person.household_id_seq')", batch.size());
    Iterator<Long> residentIds = ids("SELECT nextval('person.resident_id_seq')", people.size());
    Iterator<Long> phoneIds =
        ids(
            "SELECT nextval('person.phone_id_seq')",
            people.stream().mapToInt(one -> one.phones().size()).sum());
    List<PhoneRow> phones = new ArrayList<>();
    for (NewHousehold household : batch) {
      long id = householdIds.next();
      Place place =
          Objects.requireNonNullElse(
              household.houseSourceId() == null ? null : houses.get(household.houseSourceId()),
              new Place(null, household.villageCode(), ""));
      if (place.house() == null) {
        sums[3]++;
      } else {
        touched.add(place.house());
      }
      householdRows.add(
          id,
          place.house(),
          place.village(),
          place.key(),
          source,
          household.sourceId(),
          household.number(),
          household.room(),
          household.kind(),
          household.tenure());
      for (NewResident resident : household.residents()) {
        long person = residentIds.next();
        add(residentRows, person, id, place, resident);
        resident
            .phones()
            .forEach(phone -> phones.add(new PhoneRow(phoneIds.next(), person, place, phone)));
      }
    }
    // Sealing is most of the work of a load, and every processor can take a part of it.
    phones.parallelStream().map(this::seal).toList().forEach(phoneRows::add);
    sums[0] += householdRows.size();
    sums[1] += residentRows.size();
    sums[2] += phoneRows.size();
    Connection connection = DataSourceUtils.getConnection(jobDataSource);
    try {
      householdRows.store(connection);
      residentRows.store(connection);
      phoneRows.store(connection);
    } catch (SQLException e) {
      // The driver's message could hold a value of a row.
      throw new DataAccessResourceFailureException(
          "The register refused rows, SQL state " + e.getSQLState());
    } finally {
      DataSourceUtils.releaseConnection(connection, jobDataSource);
    }
  }

  private void add(BulkInsert rows, long id, long household, Place place, NewResident resident) {
    rows.add(
        id,
        household,
        place.house(),
        place.village(),
        resident.name(),
        NameReadings.searchLine(resident.name()),
        resident.sex(),
        resident.birthYear(),
        resident.relation(),
        resident.registration(),
        resident.presence(),
        resident.origin(),
        resident.workplace(),
        resident.careNeeds(),
        resident.tags(),
        resident.note().isEmpty()
            ? null
            : cipher.seal(resident.note(), Residents.TABLE, Residents.NOTE, id));
  }

  private record PhoneRow(long id, long resident, Place place, NewPhone phone) {}

  private @Nullable Object[] seal(PhoneRow row) {
    NewPhone phone = row.phone();
    return new @Nullable Object[] {
      row.id(),
      row.resident(),
      row.place().house(),
      row.place().village(),
      phone.kind(),
      cipher.seal(phone.number(), PhoneBook.TABLE, PhoneBook.NUMBER, row.id()),
      index.of(BlindIndex.PHONE, phone.number()),
      index.of(BlindIndex.PHONE_TAIL, phone.number()),
      holder(phone, row.id()),
      phone.relation()
    };
  }

  private byte @Nullable [] holder(NewPhone phone, long id) {
    return phone.holder().isEmpty()
        ? null
        : cipher.seal(phone.holder(), PhoneBook.TABLE, PhoneBook.HOLDER, id);
  }

  private Iterator<Long> ids(String next, int count) {
    return job.sql(next + " FROM generate_series(1, ?)")
        .param(count)
        .query(SingleColumn::number)
        .list()
        .iterator();
  }

  /**
   * Puts households back into houses that an import replaced: they are found again by source and
   * number.
   *
   * @return households that have a house again
   */
  public int findHousesAgain() {
    return Objects.requireNonNull(
        jobTransactions.execute(status -> {
          List<Long> houses =
              job.sql(
                      """
                      UPDATE person.household o SET house_id = h.id FROM house h
                      WHERE o.house_id IS NULL AND o.house_key <> ''
                        AND h.source || chr(31) || h.source_id = o.house_key
                      RETURNING h.id
                      """)
                  .query(SingleColumn::number)
                  .list();
          HouseCounters.count(job, houses.stream().distinct().toArray(Long[]::new));
          HouseCounters.step(job);
          return houses.size();
        }));
  }

  /**
   * Writes the residents of houses, as the register counts them, to the houses: the internal figure
   * behind counts of grids and the order of findings. What the source of a house declared is kept
   * beside it for the reconciliation.
   */
  public void writeHeadCounts(Collection<Long> houses) {
    Long[] ids = houses.toArray(Long[]::new);
    jobTransactions.executeWithoutResult(status -> {
      job.sql(
              """
              INSERT INTO person.declared_count (house_id, village_code, residents)
              SELECT h.id, person.village_of(h.id), h.resident_count FROM house h WHERE h.id = ANY (?)
              ON CONFLICT (house_id) DO NOTHING
              """)
          .param(ids)
          .update();
      Map<Long, Integer> counted = new HashMap<>();
      job.sql("SELECT house_id, residents FROM person.house_tally WHERE house_id = ANY (?)")
          .param(ids)
          .query(row -> {
            counted.put(row.getLong(1), row.getInt(2));
          });
      residentCounts.write(counted);
    });
  }

  /**
   * What a ledger declares about a house; null is not declared.
   *
   * @param houseSourceId the house, by its number in its source
   */
  public record Declared(
      String houseSourceId,
      @Nullable Integer residents,
      @Nullable Integer atHome,
      @Nullable Integer away,
      @Nullable Integer movedOut) {}

  /**
   * Keeps what a ledger declares about houses, so that the reconciliation can show where it does
   * not add up. Houses that are not there are passed over.
   *
   * @param houseSource the source of the houses
   */
  public void declare(String houseSource, Collection<Declared> counts) {
    List<Declared> rows = List.copyOf(counts);
    jobTransactions.executeWithoutResult(status ->
        job.sql(
                """
                INSERT INTO person.declared_count (house_id, village_code, residents, at_home, away, moved_out)
                SELECT h.id, person.village_of(h.id), d.residents, d.at_home, d.away, d.moved_out
                FROM unnest(?::text[], ?::int[], ?::int[], ?::int[], ?::int[])
                  AS d (source_id, residents, at_home, away, moved_out)
                JOIN house h ON h.source = ? AND h.source_id = d.source_id
                ON CONFLICT (house_id) DO UPDATE SET residents = excluded.residents, at_home = excluded.at_home,
                  away = excluded.away, moved_out = excluded.moved_out
                """)
            .param(rows.stream().map(Declared::houseSourceId).toArray(String[]::new))
            .param(rows.stream().map(Declared::residents).toArray(Integer[]::new))
            .param(rows.stream().map(Declared::atHome).toArray(Integer[]::new))
            .param(rows.stream().map(Declared::away).toArray(Integer[]::new))
            .param(rows.stream().map(Declared::movedOut).toArray(Integer[]::new))
            .param(houseSource)
            .update());
  }
}
