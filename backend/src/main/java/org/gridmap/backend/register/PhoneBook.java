package org.gridmap.backend.register;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.backend.audit.cipher.BlindIndex;
import org.gridmap.backend.audit.cipher.FieldCipher;
import org.gridmap.backend.audit.cipher.SealedColumns;
import org.gridmap.backend.register.RegisterInputs.PhoneInput;
import org.gridmap.backend.register.RegisterViews.Phone;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.web.Faults;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Telephone numbers of residents and of those to call for them, sealed and findable. */
@Component
public class PhoneBook implements SealedColumns {
  /** Where phones lie, as {@link FieldCipher} knows it. */
  public static final String TABLE = "person.phone";

  public static final String NUMBER = "number_sealed";
  public static final String HOLDER = "holder_sealed";

  private static final String SELECT =
      "SELECT id, resident_id, kind, number_sealed, holder_sealed, relation FROM person.phone WHERE ";

  /** The own phones first. Sorted here: the database would take longer for it than for the rows. */
  private static final Comparator<Phone> ORDER =
      Comparator.comparing(Phone::kind).reversed().thenComparingLong(Phone::id);

  private final JdbcClient jdbc;
  private final FieldCipher cipher;
  private final BlindIndex index;

  PhoneBook(JdbcClient jdbc, FieldCipher cipher, BlindIndex index) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.index = index;
  }

  @Override
  public List<SealedColumn> listColumns() {
    return List.of(
        new SealedColumn(
            TABLE,
            "id",
            NUMBER,
            List.of(
                new Blind("number_index", BlindIndex.PHONE),
                new Blind("tail_index", BlindIndex.PHONE_TAIL))),
        new SealedColumn(TABLE, "id", HOLDER));
  }

  private record Candidate(long id, long residentId, byte[] numberSealed) {}

  private static final RowMapper<Candidate> CANDIDATE = new RecordRowMapper<>(Candidate.class);

  /** A phone opened; for a reveal and for nothing else. */
  public record Opened(String kind, String number, String holder) {}

  /** The masked phones of residents, by resident. */
  Map<Long, List<Phone>> list(Collection<Long> residents) {
    return residents.isEmpty()
        ? Map.of()
        : masked(
            jdbc.sql(SELECT + "resident_id = ANY (:residents)")
                .param("residents", residents.toArray(Long[]::new)),
            Set.copyOf(residents));
  }

  /** The same for some residents of one house: its rows lie side by side. */
  Map<Long, List<Phone>> listOfHouse(long houseId, Set<Long> residents) {
    return masked(jdbc.sql(SELECT + "house_id = :house").param("house", houseId), residents);
  }

  /** Opens what belongs to the residents wanted, and nothing else. */
  private Map<Long, List<Phone>> masked(JdbcClient.StatementSpec statement, Set<Long> residents) {
    FieldCipher.Opener numbers = cipher.opener(TABLE, NUMBER);
    FieldCipher.Opener holders = cipher.opener(TABLE, HOLDER);
    Map<Long, List<Phone>> phones = new HashMap<>();
    statement.query(row -> {
      long id = row.getLong(1);
      long resident = row.getLong(2);
      if (residents.contains(resident)) {
        String number = Masking.phone(numbers.open(row.getBytes(4), id));
        byte[] holder = row.getBytes(5);
        String masked = holder == null ? "" : Masking.name(holders.open(holder, id));
        phones
            .computeIfAbsent(resident, one -> new ArrayList<>(1))
            .add(new Phone(id, row.getString(3), number, masked, row.getString(6)));
      }
    });
    phones.values().forEach(one -> one.sort(ORDER));
    return phones;
  }

  /**
   * Residents with a phone of which the mask shows these four last digits; of a number that is
   * masked further they are found by nobody.
   *
   * @param digits four digits
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Long> listByShownTail(String digits) {
    FieldCipher.Opener numbers = cipher.opener(TABLE, NUMBER);
    return jdbc
        .sql(
            "SELECT id, resident_id, number_sealed FROM person.phone WHERE tail_index = ANY (:tails)")
        .param("tails", index.listCandidates(BlindIndex.PHONE_TAIL, digits).toArray(byte[][]::new))
        .query(CANDIDATE)
        .list()
        .stream()
        .filter(
            phone -> Masking.phone(numbers.open(phone.numberSealed(), phone.id())).endsWith(digits))
        .map(Candidate::residentId)
        .toList();
  }

  /**
   * Residents with this phone.
   *
   * @param number the whole of it, as people write it
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Long> listByNumber(String number) {
    return jdbc.sql("SELECT resident_id FROM person.phone WHERE number_index = ANY (:numbers)")
        .param("numbers", index.listCandidates(BlindIndex.PHONE, number).toArray(byte[][]::new))
        .query(SingleColumn::number)
        .list();
  }

  /** Opens one phone of a resident; empty if the resident has no such phone. */
  public Optional<Opened> findOpened(long residentId, long phoneId) {
    record Sealed(String kind, byte[] numberSealed, byte @Nullable [] holderSealed) {}
    return jdbc.sql(
            """
            SELECT kind, number_sealed, holder_sealed FROM person.phone
            WHERE id = :id AND resident_id = :resident
            """)
        .param("id", phoneId)
        .param("resident", residentId)
        .query(Sealed.class)
        .optional()
        .map(phone -> {
          byte[] holder = phone.holderSealed();
          return new Opened(
              phone.kind(),
              cipher.open(phone.numberSealed(), TABLE, NUMBER, phoneId),
              holder == null ? "" : cipher.open(holder, TABLE, HOLDER, phoneId));
        });
  }

  /** The phones of a resident opened, in one line, for the sealed history. */
  String describe(long residentId) {
    return jdbc
        .sql("SELECT id FROM person.phone WHERE resident_id = :resident ORDER BY id")
        .param("resident", residentId)
        .query(SingleColumn::number)
        .list()
        .stream()
        .flatMap(id -> findOpened(residentId, id).stream())
        .map(phone -> (phone.kind() + " " + phone.number() + " " + phone.holder()).strip())
        .collect(Collectors.joining("; "));
  }

  /**
   * Makes the phones of a resident those that are given; one that is given by number only stays.
   *
   * @return whether anything changed
   * @throws org.gridmap.backend.web.ProblemException validation-failed if a phone that shall stay
   *     is not the resident's
   */
  boolean replace(long residentId, List<PhoneInput> wanted) {
    List<Phone> before = list(List.of(residentId)).getOrDefault(residentId, List.of());
    List<Long> known = before.stream().map(Phone::id).toList();
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Long id = wanted.get(i).id();
      if (id != null && !known.contains(id)) {
        faults.add("phones[" + i + "].id");
      }
    }
    if (!faults.isEmpty()) {
      throw Faults.refusal(faults);
    }
    List<Long> kept = wanted.stream().map(PhoneInput::id).filter(Objects::nonNull).toList();
    int changes =
        jdbc.sql("DELETE FROM person.phone WHERE resident_id = :resident AND id <> ALL (:kept)")
            .param("resident", residentId)
            .param("kept", kept.toArray(Long[]::new))
            .update();
    for (PhoneInput phone : wanted) {
      Long id = phone.id();
      changes += id == null ? add(residentId, phone) : change(id, phone);
    }
    return changes > 0;
  }

  private int add(long residentId, PhoneInput phone) {
    long id = jdbc.sql("SELECT nextval('person.phone_id_seq')").query(Long.class).single();
    String number = Objects.requireNonNull(phone.number());
    return jdbc.sql(
            """
            INSERT INTO person.phone (id, resident_id, village_code, kind, number_sealed, number_index, tail_index,
              holder_sealed, relation)
            VALUES (:id, :resident, '', :kind, :number, :index, :tail, :holder, :relation)
            """)
        .param("id", id)
        .param("resident", residentId)
        .param("kind", phone.kind())
        .param("number", cipher.seal(number, TABLE, NUMBER, id))
        .param("index", index.of(BlindIndex.PHONE, number))
        .param("tail", index.of(BlindIndex.PHONE_TAIL, number))
        .param("holder", holder(phone.holder(), id))
        .param("relation", phone.relation() == null ? "" : phone.relation())
        .update();
  }

  private int change(long id, PhoneInput phone) {
    int changes =
        jdbc.sql(
                """
                UPDATE person.phone SET kind = :kind, relation = :relation
                WHERE id = :id AND (kind, relation) IS DISTINCT FROM (:kind, :relation)
                """)
            .param("id", id)
            .param("kind", phone.kind())
            .param("relation", phone.relation() == null ? "" : phone.relation())
            .update();
    String number = phone.number();
    if (number != null) {
      changes +=
          jdbc.sql(
                  """
                  UPDATE person.phone SET number_sealed = :number, number_index = :index, tail_index = :tail
                  WHERE id = :id
                  """)
              .param("id", id)
              .param("number", cipher.seal(number, TABLE, NUMBER, id))
              .param("index", index.of(BlindIndex.PHONE, number))
              .param("tail", index.of(BlindIndex.PHONE_TAIL, number))
              .update();
    }
    if (phone.holder() != null) {
      changes +=
          jdbc.sql("UPDATE person.phone SET holder_sealed = :holder WHERE id = :id")
              .param("id", id)
              .param("holder", holder(phone.holder(), id))
              .update();
    }
    return changes;
  }

  private byte @Nullable [] holder(@Nullable String holder, long id) {
    return holder == null || holder.isBlank() ? null : cipher.seal(holder, TABLE, HOLDER, id);
  }
}
