package org.gridmap.backend.audit.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.TestHome;
import org.gridmap.backend.audit.cipher.SealedColumns.Blind;
import org.gridmap.backend.audit.cipher.SealedColumns.SealedColumn;
import org.gridmap.backend.sql.FoundationTest;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@FoundationTest
@Import({KeyRotation.class, KeyRotationTest.Fixture.class})
class KeyRotationTest {
  private static final String TABLE = "person.fixture_phone";
  private static final int ROWS = 2_000;

  /** A module with one sealed column, its two indexes, and a sealed column without any. */
  static final class Fixture implements SealedColumns {
    @Override
    public List<SealedColumn> listColumns() {
      return List.of(
          new SealedColumn(
              TABLE,
              "id",
              "number",
              List.of(
                  new Blind("number_index", BlindIndex.PHONE),
                  new Blind("tail_index", BlindIndex.PHONE_TAIL))),
          new SealedColumn(TABLE, "id", "note"));
    }
  }

  @Autowired KeyRing ring;
  @Autowired KeyChecks checks;
  @Autowired FieldCipher cipher;
  @Autowired BlindIndex blindIndex;
  @Autowired KeyRotation rotation;
  @Autowired @JobPool JdbcClient job;
  @Autowired @JobPool TransactionTemplate transactions;
  @Autowired CipherProperties properties;
  @Autowired Environment environment;

  @BeforeEach
  void fill() {
    OwnerDatabase.execute(
        environment,
        "DROP TABLE IF EXISTS " + TABLE,
        "CREATE TABLE "
            + TABLE
            + " (id bigint PRIMARY KEY, number bytea, number_index bytea, tail_index bytea, note bytea)");
    transactions.executeWithoutResult(status -> {
      for (int id = 1; id <= ROWS; id++) {
        job.sql("INSERT INTO " + TABLE + " VALUES (?, ?, ?, ?, ?)")
            .params(
                (long) id,
                cipher.seal(phone(id), TABLE, "number", id),
                blindIndex.of(BlindIndex.PHONE, phone(id)),
                id % 2 == 0 ? blindIndex.of(BlindIndex.PHONE_TAIL, phone(id)) : null,
                id % 3 == 0 ? cipher.seal("note " + id, TABLE, "note", id) : null)
            .update();
      }
    });
  }

  @Test
  void after_a_rotation_every_row_carries_the_new_key_and_is_found_by_the_new_index()
      throws Exception {
    int before = ring.activeVersion();
    KeyRotation.Outcome outcome = rotation.run(step -> {});
    assertThat(outcome.version()).isEqualTo(before + 1);
    assertThat(outcome.resealed()).isEqualTo(ROWS + ROWS / 3);
    assertThat(outcome.retired()).contains(before);
    assertThat(outcome.finished()).isTrue();
    assertThat(rotation.isUnfinished()).isFalse();
    for (int id : List.of(1, 2, 3, ROWS)) {
      assertThat(number(id)).isEqualTo(phone(id));
      assertThat(index("number_index", id)).isEqualTo(blindIndex.of(BlindIndex.PHONE, phone(id)));
    }
    assertThat(index("tail_index", 1)).isNull();
    assertThat(index("tail_index", 2)).isEqualTo(blindIndex.of(BlindIndex.PHONE_TAIL, phone(2)));
    assertThat(rotation.list().getLast().values()).isEqualTo(ROWS + ROWS / 3);
  }

  @Test
  void no_write_is_lost_while_the_keys_change() throws Exception {
    ConcurrentHashMap<Long, String> expected = new ConcurrentHashMap<>();
    AtomicBoolean going = new AtomicBoolean(true);
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int w = 0; w < 2; w++) {
        int writer = w;
        all.add(
            writers.submit(() -> {
              Random random = new Random(writer);
              int writes = 0;
              while (going.get()) {
                // Each writer has rows of its own, so what it wrote last is what must be there.
                long id = 1 + writer + 2L * random.nextInt(ROWS / 2);
                String value = "139" + String.format("%08d", random.nextInt(100_000_000));
                transactions.executeWithoutResult(status ->
                    job.sql("UPDATE " + TABLE + " SET number = ?, number_index = ? WHERE id = ?")
                        .params(
                            cipher.seal(value, TABLE, "number", id),
                            blindIndex.of(BlindIndex.PHONE, value),
                            id)
                        .update());
                expected.put(id, value);
                // What is being sealed anew can be read and found all the time.
                assertThat(number(id)).isEqualTo(value);
                assertThat(find(value)).contains(id);
                writes++;
              }
              return writes;
            }));
      }
      for (int round = 0; round < 2; round++) {
        assertThat(rotation.run(step -> {}).unreadable()).isZero();
      }
      going.set(false);
      for (Future<Integer> one : all) {
        assertThat(one.get()).isGreaterThan(20);
      }
    }
    assertThat(rotation.run(step -> {}).finished()).isTrue();
    for (long id = 1; id <= ROWS; id++) {
      String value = expected.getOrDefault(id, phone(id));
      assertThat(number(id)).as("row %d", id).isEqualTo(value);
      assertThat(index("number_index", id)).isEqualTo(blindIndex.of(BlindIndex.PHONE, value));
    }
  }

  @Test
  void a_rotation_cut_short_is_finished_with_the_same_key() throws Exception {
    int version = ring.rotate();
    assertThat(rotation.isUnfinished()).isTrue();
    assertThat(number(1)).isEqualTo(phone(1));
    KeyRotation.Outcome outcome = rotation.run(step -> {});
    assertThat(outcome.version()).isEqualTo(version);
    assertThat(outcome.finished()).isTrue();
  }

  @Test
  void a_value_that_no_key_opens_is_left_alone_and_its_key_kept() throws Exception {
    job.sql(
            "UPDATE "
                + TABLE
                + " SET number = (SELECT number FROM "
                + TABLE
                + " WHERE id = 2) WHERE id = 1")
        .update();
    int before = ring.activeVersion();
    KeyRotation.Outcome outcome = rotation.run(step -> {});
    assertThat(outcome.unreadable()).isEqualTo(1);
    assertThat(outcome.finished()).isFalse();
    assertThat(outcome.retired()).doesNotContain(before);
    job.sql("UPDATE " + TABLE + " SET number = NULL WHERE id = 1").update();
    assertThat(rotation.run(step -> {}).finished()).isTrue();
  }

  @Test
  void another_server_opens_at_once_and_seals_soon_with_a_new_key() throws Exception {
    KeyRing other = new KeyRing(properties, checks);
    FieldCipher otherCipher = new FieldCipher(other);
    int version = ring.rotate();
    byte[] sealed = cipher.seal("13800138000", TABLE, "number", 1);
    assertThat(FieldCipher.version(sealed)).isEqualTo(version);
    assertThat(otherCipher.open(sealed, TABLE, "number", 1)).isEqualTo("13800138000");
    Thread.sleep(KeyRing.NOTICE.plus(Duration.ofMillis(20)));
    assertThat(other.activeVersion()).isEqualTo(version);
    rotation.run(step -> {});
  }

  @Test
  void a_retired_key_is_destroyed_a_day_later_if_nothing_needs_it() throws Exception {
    int old = ring.activeVersion();
    rotation.run(step -> {});
    KeyFile file = KeyFile.in(properties.home());
    KeySet keys = file.find().orElseThrow();
    assertThat(keys.all()).containsKey(old);
    file.write(keys.changed(old, key -> key.retiredAt(Instant.now().minus(Duration.ofHours(25)))));
    assertThat(rotation.run(step -> {}).destroyed()).isEmpty();
    Thread.sleep(KeyRing.NOTICE.plus(Duration.ofMillis(20)));
    assertThat(rotation.run(step -> {}).destroyed()).contains(old);
    assertThat(file.find().orElseThrow().all()).doesNotContainKey(old);
    new KeyRing(properties, checks);
  }

  @Test
  void a_retired_key_that_a_slow_writer_still_used_comes_back() throws Exception {
    int old = ring.activeVersion();
    byte[] late = cipher.seal("13912345678", TABLE, "number", 1);
    rotation.run(step -> {});
    assertThat(ring.listRetired()).containsKey(old);
    job.sql("UPDATE " + TABLE + " SET number = ? WHERE id = 1").param(late).update();
    assertThat(number(1)).isEqualTo("13912345678");
    rotation.run(step -> {});
    assertThat(number(1)).isEqualTo("13912345678");
    assertThat(rotation.list().getLast().values()).isEqualTo(ROWS + ROWS / 3);
  }

  @Test
  void a_lost_key_file_is_said_clearly_and_never_replaced() throws Exception {
    Path empty = TestHome.create();
    assertThatThrownBy(() -> new KeyRing(new CipherProperties(empty), checks))
        .isInstanceOf(KeyRingException.class)
        .hasMessageContaining("is missing")
        .hasMessageContaining("backup");
    assertThat(Files.exists(empty.resolve("keys.properties"))).isFalse();
  }

  @Test
  void the_keys_of_another_database_and_an_old_backup_are_refused() throws Exception {
    Path other = TestHome.create();
    KeyFile.in(other).write(KeySet.first(SealingKey.make(1, Instant.now())));
    assertThatThrownBy(() -> new KeyRing(new CipherProperties(other), checks))
        .isInstanceOf(KeyRingException.class);
    int version = ring.rotate();
    KeySet now = KeyFile.in(properties.home()).find().orElseThrow();
    KeyFile.in(other).write(now.without(version - 1));
    assertThatThrownBy(() -> new KeyRing(new CipherProperties(other), checks))
        .isInstanceOf(KeyRingException.class)
        .hasMessageContaining("lacks key version");
    rotation.run(step -> {});
  }

  private static String phone(long id) {
    return "138" + String.format("%08d", id * 37);
  }

  private String number(long id) {
    byte[] sealed =
        job.sql("SELECT number FROM " + TABLE + " WHERE id = ?")
            .param(id)
            .query((row, n) -> row.getBytes(1))
            .single();
    return cipher.open(sealed, TABLE, "number", id);
  }

  private byte[] index(String column, long id) {
    return job.sql("SELECT " + column + " FROM " + TABLE + " WHERE id = ?")
        .param(id)
        .query((row, n) -> row.getBytes(1))
        .list()
        .getFirst();
  }

  private List<Long> find(String phone) {
    return job.sql("SELECT id FROM " + TABLE + " WHERE number_index IN (:candidates)")
        .param("candidates", blindIndex.listCandidates(BlindIndex.PHONE, phone))
        .query(Long.class)
        .list();
  }
}
