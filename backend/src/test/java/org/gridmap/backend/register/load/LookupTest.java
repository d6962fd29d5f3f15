package org.gridmap.backend.register.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.register.load.Door.Answer;
import org.gridmap.backend.register.load.Door.Visitor;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What a search may tell beyond the mask, played by somebody with patience. */
@CapabilityTest({"finder", "identity"})
@Import(Door.class)
class LookupTest {
  private static final String SOURCE = "lookup-people";
  private static final String GIVEN = "建国志强伟明丽华秀英小红海燕文静俊杰思雨子涵浩宇欣怡佳琪晓东雪梅梓萱";
  private static final String TARGET = "李梓萱";
  private static final int PER_HOUR = 20;

  @Autowired Environment environment;
  @Autowired JdbcClient app;
  @Autowired @JobPool JdbcClient job;
  @Autowired Register register;
  @Autowired TransactionTemplate transactions;

  private TownFixture town;
  private Caller caller;
  private Visitor officer;

  @BeforeEach
  void people() {
    town = TownFixture.in(app);
    load(
        IntStream.range(0, GIVEN.length() / 2)
            .mapToObj(i -> {
              String name = "李" + GIVEN.substring(2 * i, 2 * i + 2);
              return household(i, name, "13800%02d86%02d".formatted(i, i));
            }));
    caller = People.caller(app, "seeker", Role.OFFICER, People.WEST);
    officer = new Visitor(environment, caller);
  }

  @AfterEach
  void gone() {
    load(Stream.of());
  }

  @Test
  void what_the_mask_shows_is_free() {
    for (String free : List.of("李", "l", "li", "李 90", "903", "8603", "李 8603", "号", "柳荫路3号")) {
      JsonNode found = found(free);
      assertThat(found.get("lookup").asBoolean()).as(free).isFalse();
      assertThat(found.get("lookupsLeft").asInt()).as(free).isEqualTo(200);
    }
    assertThat(found("李").get("items")).hasSizeGreaterThan(15);
    assertThat(found("li").get("items").toString()).isEqualTo(found("李").get("items").toString());
    assertThat(found("李 903").get("items")).hasSize(1);
    JsonNode hit = found("8603").at("/items/0");
    assertThat(hit.get("name").asString()).isEqualTo("李**");
    assertThat(hit.get("room").asString()).isEqualTo("903");
    assertThat(hit.get("sex").asString()).isEqualTo("FEMALE");
    assertThat(hit.get("relation").asString()).isEqualTo("HEAD");
    assertThat(hit.get("birthDecade").asInt()).isEqualTo(1980);
  }

  @Test
  void a_free_search_never_meets_what_the_mask_hides() {
    // The second character alone, a name of one character, and the end of a number masked further.
    assertThat(found("梓").get("items")).isEmpty();
    load(
        Stream.of(
            household(1, "李", "58012277"),
            household(2, "欧阳春", "13800018899"),
            household(3, "李连", "13800018898")));
    assertThat(found("李").get("items")).hasSize(1);
    assertThat(found("lian").get("items")).isEmpty();
    assertThat(found("2277").get("items")).isEmpty();
    assertThat(found("8899").get("items")).hasSize(1);
    assertThat(found("欧").get("items")).hasSize(1);
    assertThat(found("58012277").get("items")).hasSize(1);
  }

  @Test
  void trying_one_given_name_after_the_other_ends_after_twenty() {
    long target = target();
    int answered = 0;
    for (String second : GIVEN.split("")) {
      Answer answer = search("李" + second);
      if (answer.status() == 429) {
        break;
      }
      answered++;
      assertThat(answer.json().get("items").toString()).doesNotContain("\"id\":" + target + ",");
    }
    assertThat(answered).isEqualTo(PER_HOUR);
    Answer right = search(TARGET);
    Answer wrong = search("李梓琪");
    assertThat(right.status()).isEqualTo(429);
    assertThat(right.text()).isEqualTo(wrong.text()).contains("same-surname", "rate-limited");
    assertThat(Integer.parseInt(right.header("Retry-After"))).isBetween(1, 3600);
    // Pinyin does not open what characters closed, nor do other ways to write it.
    for (String spelling : List.of("lizixuan", "ＬＩzixuan", "李 梓 萱", "李·梓·萱")) {
      assertThat(search(spelling).status()).as(spelling).isEqualTo(429);
    }
    assertThat(search("李").status()).isEqualTo(200);
    assertThat(details(AuditAction.LOOKUP_REFUSED))
        .hasSizeGreaterThan(5)
        .allMatch(detail -> detail.contains("same-surname"));
  }

  @Test
  void leaving_the_family_name_out_opens_no_other_way() {
    int answered = 0;
    // Another first character each time, so that no two guesses look like one family name.
    for (String first : GIVEN.split("")) {
      answered += search("903 " + first + "萱萱").status() == 200 ? 1 : 0;
    }
    assertThat(answered).isEqualTo(PER_HOUR);
    assertThat(search("903 梓萱").status()).isEqualTo(429);
    assertThat(search("王小明").status()).isEqualTo(429);
    assertThat(search("李小明").status()).isEqualTo(200);
  }

  @Test
  void the_middle_of_a_phone_is_not_found() {
    long target = target();
    String end = "86%02d".formatted(GIVEN.length() / 2 - 1);
    String phone = "13800%02d".formatted(GIVEN.length() / 2 - 1) + end;
    assertThat(found(end).get("items").toString()).contains("\"id\":" + target + ",");
    for (int from = 0; from < phone.length() - 4; from++) {
      assertThat(found(phone.substring(from, from + 4)).get("items").toString())
          .doesNotContain("\"id\":" + target + ",");
    }
    assertThat(found(phone.substring(0, 9)).get("items")).isEmpty();
    List<String> spellings =
        List.of("138%04d%s", "+86 138 %04d %s", "86138%04d%s", "0086-138-%04d-%s");
    // Halves that show nothing in common, each to grow into a guess at the one phone.
    for (int begun = 0; begun < 30; begun++) {
      search("138%04d".formatted(9000 + begun));
    }
    int answered = 0;
    for (int middle = 9000; middle < 9100; middle++) {
      Answer answer = search(spellings.get(middle % 4).formatted(middle, end));
      answered += answer.status() == 200 ? 1 : 0;
    }
    assertThat(answered).isEqualTo(PER_HOUR);
    assertThat(search(phone).text()).contains("same-phone");
  }

  @Test
  void twenty_different_looks_at_one_person_are_the_last() {
    String many = "13800001234";
    load(Stream.of(household(1, "王小明", many)));
    long id = found("1234").at("/items/0/id").asLong();
    People.as(
        caller,
        () ->
            transactions.execute(status ->
                app.sql(
                        """
                        INSERT INTO person.lookup (account_id, kind, texts, about, missed, touched)
                        SELECT ?, 'NAME', ARRAY['t' || n], ARRAY['a' || n], false, ARRAY[?::bigint]
                        FROM generate_series(1, 19) n
                        """)
                    .params(caller.accountId(), id)
                    .update()));
    assertThat(search("王小明").status()).isEqualTo(200);
    // Now nothing is looked up any more, so that a refusal does not say whom it would have met.
    assertThat(search("wangxiaoming").text()).contains("same-person");
    assertThat(search("赵钱孙").text()).contains("same-person");
    assertThat(
            job.sql(
                    "SELECT count(*) FROM person.lookup WHERE account_id = ? AND touched @> ARRAY[?::bigint]")
                .params(caller.accountId(), id)
                .query(Long.class)
                .single())
        .isEqualTo(20);
    assertThat(
            app.sql(
                    "SELECT count(*) FROM audit.entry WHERE account_id = ? AND action = 'LOOKUP_REFUSED'"
                        + " AND subject_type = 'resident' AND subject_id = ?")
                .params(caller.accountId(), id)
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void a_text_that_grows_or_shrinks_is_one_look_up_and_one_that_turns_is_two() {
    for (String typed : List.of("李", "李梓", "李梓萱", "李梓", "李", "李梓 903", "李 梓萱", "李梓萱 801")) {
      search(typed);
    }
    assertThat(found("李").get("lookupsLeft").asInt()).isEqualTo(199);
    search("李a");
    search("李b");
    search("李");
    search("李c");
    assertThat(found("李").get("lookupsLeft").asInt()).isEqualTo(196);
    // Room by room, the pieces of a text make no second name for free.
    search("李 3a 3b c");
    search("李 3a 3c b");
    assertThat(found("李").get("lookupsLeft").asInt()).isEqualTo(196);
  }

  @Test
  void the_budget_of_a_day_ends_and_misses_count() {
    List<String> families =
        IntStream.range(0, 220).mapToObj(i -> Character.toString(0x4e50 + 17 * i)).toList();
    load(
        Stream.concat(
            Stream.of(household(0, TARGET, "13800008600")),
            IntStream.range(0, 220)
                .mapToObj(i -> household(i + 1, families.get(i) + "有", "1390%07d".formatted(i)))));
    List<String> names = families.stream().map(family -> family + "无人").toList();
    int answered = 0;
    for (String name : names) {
      Answer answer = search(name);
      if (answer.status() != 200) {
        assertThat(answer.text()).contains("\"reason\":\"budget\"");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isGreaterThan(80_000);
        break;
      }
      answered++;
    }
    assertThat(answered).isEqualTo(200);
    assertThat(search(TARGET).status()).isEqualTo(429);
    assertThat(found("李").get("lookupsLeft").asInt()).isZero();
    // Another account has its own.
    Visitor other =
        new Visitor(environment, People.caller(app, "other", Role.OFFICER, People.WEST));
    assertThat(other.post("/api/residents/search", Map.of("q", TARGET)).json().get("items"))
        .hasSize(1);
  }

  @Test
  void many_at_once_are_no_more_than_one_after_another() throws Exception {
    List<Callable<Integer>> tries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String name = "李" + Character.toString(0x5000 + i);
      tries.add(() -> search(name).status());
    }
    int answered = 0;
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (var one : pool.invokeAll(tries)) {
        answered += one.get() == 200 ? 1 : 0;
      }
    }
    assertThat(answered).isEqualTo(PER_HOUR);
  }

  @Test
  void the_audit_knows_kind_and_hits_and_nobody_keeps_the_words() {
    found("李");
    found(TARGET);
    found("13899990000");
    assertThat(details(AuditAction.SEARCH))
        .anyMatch(detail -> detail.contains("surname"))
        .anyMatch(detail -> detail.contains("\"name\"") && detail.contains("\"1\""))
        .anyMatch(detail -> detail.contains("phone") && detail.contains("\"0\""));
    String kept =
        job.sql("SELECT string_agg(l::text, ' ') FROM person.lookup l WHERE account_id = ?")
                .param(caller.accountId())
                .query(String.class)
                .single()
            + details(AuditAction.SEARCH);
    assertThat(kept).doesNotContain("李", "梓", "13899990000", "9999");
  }

  @Test
  void what_is_written_to_be_compared_is_counted_too() {
    long household =
        officer
            .get("/api/houses/" + (town.firstHouse() + 9) + "/households")
            .json()
            .at("/households/0/id")
            .asLong();
    int entered = 0;
    for (int middle = 0; middle < 25; middle++) {
      Answer answer =
          officer.post(
              "/api/households/" + household + "/residents",
              Map.of(
                  "name", "王大同",
                  "sex", "MALE",
                  "birthYear", 1970,
                  "relation", "OTHER",
                  "phones",
                      List.of(Map.of("kind", "OWN", "number", "138%04d1234".formatted(middle)))));
      assertThat(answer.status()).as(answer.text()).isIn(201, 429);
      entered += answer.status() == 201 ? 1 : 0;
    }
    assertThat(entered).isEqualTo(PER_HOUR);
    assertThat(
            job.sql("SELECT count(*) FROM person.resident WHERE name = '王大同'")
                .query(Integer.class)
                .single())
        .isEqualTo(PER_HOUR);
    job.sql("DELETE FROM person.resident WHERE name = '王大同'").update();
    assertThat(details(AuditAction.LOOKUP_REFUSED)).allMatch(d -> d.contains("same-record"));
  }

  private long target() {
    return job.sql("SELECT id FROM person.resident WHERE name = ? AND removed_at IS NULL")
        .param(TARGET)
        .query(Long.class)
        .single();
  }

  private List<String> details(AuditAction action) {
    return app.sql(
            "SELECT detail::text FROM audit.entry WHERE account_id = ? AND action = ? ORDER BY id")
        .params(caller.accountId(), action.name())
        .query(String.class)
        .list();
  }

  private JsonNode found(String q) {
    Answer answer = search(q);
    assertThat(answer.status()).as(q + " " + answer.text()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    return answer.json();
  }

  private Answer search(String q) {
    return officer.post("/api/residents/search", Map.of("q", q, "limit", 50));
  }

  private void load(Stream<NewHousehold> households) {
    People.as(People.system(app), () -> register.load(SOURCE, "", households));
  }

  private static NewHousehold household(int i, String name, String phone) {
    return new NewHousehold(
        "L" + i,
        "fixture" + (i % 12 + 1),
        People.VILLAGE,
        "",
        "90" + i,
        "FAMILY",
        "OWNED",
        List.of(
            new NewResident(
                name,
                "FEMALE",
                1984,
                "HEAD",
                "REGISTERED",
                "AT_HOME",
                "",
                "",
                List.of(),
                List.of(),
                "",
                List.of(new NewPhone("OWN", phone, "", "")))));
  }
}
