package org.gridmap.backend.register.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A town of 53,000 people at once, sealed. */
@CapabilityTest("register")
class BulkLoadTest {
  private static final int HOUSES = 2_580;
  private static final int RESIDENTS = 53_000;
  private static final String[] SURNAMES = {"陈", "林", "丁", "李", "单", "曾", "欧阳", "黄"};

  @Autowired JdbcClient app;
  @Autowired @JobPool JdbcClient job;
  @Autowired Register register;

  @Test
  void a_town_of_53_000_people_is_loaded_in_seconds_and_without_a_readable_phone() {
    app.sql(
            """
            INSERT INTO house (source, source_id, number, entrance, use, synthetic)
            SELECT 'bulk', 'B' || i, i || '号', ST_SetSRID(ST_MakePoint(90 + i * 0.0001, 20), 4490), 'RESIDENTIAL', true
            FROM generate_series(1, ?) AS i
            """)
        .param(HOUSES)
        .update();
    Caller system = People.system(app);
    long start = System.nanoTime();
    Register.Loaded loaded =
        People.as(system, () -> register.load("bulk-people", "bulk", households().stream()));
    long millis = (System.nanoTime() - start) / 1_000_000;
    LoggerFactory.getLogger(BulkLoadTest.class)
        .info(
            "{} people with {} phones loaded in {} ms",
            loaded.residents(),
            loaded.phones(),
            millis);
    assertThat(loaded.residents()).isEqualTo(RESIDENTS);
    assertThat(loaded.withoutHouse()).isZero();
    // 25 s on a quiet machine; tests share theirs.
    assertThat(millis).isLessThan(90_000);
    assertThat(
            job.sql(
                    "SELECT sum(residents) FROM person.house_tally t JOIN house h ON h.id = t.house_id AND h.source = 'bulk'")
                .query(Long.class)
                .single())
        .isEqualTo(RESIDENTS);
    assertThat(
            job.sql(
                    "SELECT count(*) FROM person.phone WHERE encode(number_sealed, 'escape') ~ '138[0-9]{8}'")
                .query(Long.class)
                .single())
        .isZero();
    People.as(system, () -> register.load("bulk-people", "bulk", Stream.empty()));
    app.sql("DELETE FROM house WHERE source = 'bulk'").update();
    assertThat(
            job.sql("SELECT count(*) FROM person.household WHERE source = 'bulk-people'")
                .query(Long.class)
                .single())
        .isZero();
  }

  private static List<NewHousehold> households() {
    SplittableRandom random = new SplittableRandom(53);
    List<NewHousehold> households = new ArrayList<>();
    int people = 0;
    for (int i = 0; people < RESIDENTS; i++) {
      int size = Math.min(RESIDENTS - people, 1 + random.nextInt(4));
      int first = people;
      people += size;
      households.add(
          new NewHousehold(
              "B" + i,
              "B" + (i % HOUSES + 1),
              "",
              "",
              "",
              "FAMILY",
              "RENTED",
              IntStream.range(first, people)
                  .mapToObj(n -> person(n, n == first, random))
                  .toList()));
    }
    return households;
  }

  private static NewResident person(int number, boolean head, SplittableRandom random) {
    String name =
        SURNAMES[random.nextInt(SURNAMES.length)]
            + Character.toString(0x4e00 + random.nextInt(20_000))
            + Character.toString(0x4e00 + random.nextInt(20_000));
    return new NewResident(
        name,
        number % 2 == 0 ? "MALE" : "FEMALE",
        1940 + random.nextInt(80),
        head ? "HEAD" : "TENANT",
        "FLOATING",
        "AT_HOME",
        "贵州毕节",
        "鞋厂",
        List.of(),
        List.of(),
        "",
        List.of(
            new NewPhone("OWN", "138%08d".formatted(number), "", ""),
            new NewPhone("EMERGENCY", "138%08d".formatted(90_000_000 + number), "家人", "父母")));
  }
}
