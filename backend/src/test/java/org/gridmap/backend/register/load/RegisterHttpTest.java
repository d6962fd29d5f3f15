package org.gridmap.backend.register.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.register.load.Door.Answer;
import org.gridmap.backend.register.load.Door.Visitor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The register over HTTP: masked, scoped, versioned. */
class RegisterHttpTest extends RegisterOverHttp {
  @Test
  void a_house_shows_its_people_masked_and_its_children_as_a_number() {
    Answer answer = west.get("/api/houses/" + house(1) + "/households");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    JsonNode household = answer.json().at("/households/0");
    assertThat(household.get("residents")).hasSize(2);
    assertThat(household.get("children").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/hidden/children").asInt()).isEqualTo(1);
    JsonNode head = household.at("/residents/0");
    assertThat(head.get("name").asString()).isEqualTo("单**");
    assertThat(head.get("careNeeds").toString()).isEqualTo("[\"OXYGEN\"]");
    assertThat(head.get("hasNote").asBoolean()).isTrue();
    assertThat(head.at("/phones/0/number").asString()).isEqualTo("139****8001");
    assertThat(head.at("/phones/1/number").asString()).isEqualTo("059****2233");
    assertThat(head.at("/phones/1/holder").asString()).isEqualTo("施**");
    assertThat(household.at("/residents/1/workplace").asString()).isEqualTo("晋江***");
  }

  @Test
  void outside_the_scope_every_route_answers_as_if_nothing_had_ever_been_there() {
    JsonNode foreign = lead.get("/api/houses/" + house(25) + "/households").json();
    long household = foreign.at("/households/0/id").asLong();
    long resident = foreign.at("/households/0/residents/0/id").asLong();
    long never = 4_000_000_000_000L;
    Map<String, Object> household1 = Map.of("kind", "FAMILY", "tenure", "OWNED");
    List<Object[]> routes =
        List.of(
            new Object[] {"GET", "/api/houses/%d/households", house(25), null},
            new Object[] {"GET", "/api/houses/%d/households/history", house(25), null},
            new Object[] {"POST", "/api/houses/%d/households", house(25), household1},
            new Object[] {"PUT", "/api/households/%d", household, household1},
            new Object[] {"DELETE", "/api/households/%d", household, null},
            new Object[] {"POST", "/api/households/%d/residents", household, person("外人")},
            new Object[] {"POST", "/api/households/%d/residents", household, Map.of("name", "*")},
            new Object[] {
              "POST", "/api/households/%d/children", household, Map.of("purpose", "VISIT")
            },
            new Object[] {"GET", "/api/residents/%d", resident, null},
            new Object[] {"PUT", "/api/residents/%d", resident, person("外人")},
            new Object[] {"DELETE", "/api/residents/%d", resident, null},
            new Object[] {"POST", "/api/residents/%d/move", resident, Map.of("householdId", 1)},
            new Object[] {"GET", "/api/residents/%d/history", resident, null},
            new Object[] {
              "POST",
              "/api/residents/%d/reveal",
              resident,
              Map.of("field", "NAME", "purpose", "VISIT")
            },
            new Object[] {"POST", "/api/residents/%d/reveal", resident, Map.of("field", "NOTHING")},
            new Object[] {"GET", "/api/grids/%d/reconciliation", town.east(), null},
            new Object[] {"GET", "/api/grids/%d/completeness", town.village(), null});
    for (Object[] route : routes) {
      for (String[] headers : new String[][] {{}, {"If-Match", "\"0\""}, {"If-Match", "x"}}) {
        String path = (String) route[1];
        Answer outside = west.send((String) route[0], path.formatted(route[2]), route[3], headers);
        Answer nothing = west.send((String) route[0], path.formatted(never), route[3], headers);
        assertThat(outside.status()).as(route[0] + path).isEqualTo(404);
        assertThat(outside.text()).as(route[0] + path).isEqualTo(nothing.text());
        assertThat(named(outside)).as(route[0] + path).isEqualTo(named(nothing));
      }
    }
    assertThat(east.get("/api/residents/" + resident).status()).isEqualTo(200);
    // All of them are searched for hidden values at the end.
    assertThat(Door.ANSWERS).hasSizeGreaterThan(100);
  }

  @Test
  void a_change_needs_the_version_that_was_read_and_leaves_what_was_masked() {
    long id = resident(1, 0);
    String path = "/api/residents/" + id;
    Answer before = west.get(path);
    String tag = before.header("ETag");
    Map<String, Object> change = person(null);
    change.put("birthYear", 1951);
    assertThat(west.send("PUT", path, change).status()).isEqualTo(428);
    assertThat(west.send("PUT", path, change, "If-Match", "\"7\"").status()).isEqualTo(412);
    Answer changed = west.send("PUT", path, change, "If-Match", tag);
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(west.send("PUT", path, change, "If-Match", tag).status()).isEqualTo(412);
    JsonNode after = west.get(path).json();
    assertThat(after.get("birthYear").asInt()).isEqualTo(1951);
    assertThat(after.get("version").asLong()).isEqualTo(before.json().get("version").asLong() + 1);
    assertThat(after.get("phones")).isEqualTo(before.json().get("phones"));
    assertThat(after.get("hasNote").asBoolean()).isTrue();
    assertThat(reveal(west, id, "NAME", null)).isEqualTo("单丹桂");

    JsonNode history = west.get(path + "/history").json();
    assertThat(history.at("/items/0/fields").toString()).contains("birthYear");
    assertThat(history.at("/items/0/login").asString()).isEqualTo(westOfficer.login());
    assertThat(history.toString()).doesNotContain("1950");
    byte[] old =
        job.sql(
                "SELECT old_sealed FROM person.change WHERE subject_id = ? AND subject_type = 'RESIDENT' ORDER BY id DESC LIMIT 1")
            .param(id)
            .query(byte[].class)
            .single();
    assertThat(new String(old, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("1950");
    assertThat(actions(id)).contains("RECORD_CHANGED");
  }

  @Test
  void phones_that_are_named_stay_and_new_ones_are_sealed() {
    long id = resident(3, 1);
    JsonNode before = west.get("/api/residents/" + id).json();
    long kept = before.at("/phones/1/id").asLong();
    Map<String, Object> change = person(null);
    change.put(
        "phones",
        List.of(
            Map.of("id", kept, "kind", "EMERGENCY", "relation", "邻居"),
            Map.of("kind", "OWN", "number", "136 0000 1234")));
    Answer answer =
        west.send(
            "PUT", "/api/residents/" + id, change, "If-Match", "\"" + before.get("version") + "\"");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode after = west.get("/api/residents/" + id).json();
    assertThat(after.get("phones")).hasSize(2);
    assertThat(after.get("phones").toString()).contains("136****1234", "059****2233", "邻居");
    assertThat(search(west, "1234")).containsExactly(id);
    assertThat(
            job.sql(
                    "SELECT count(*) FROM person.phone WHERE encode(number_sealed, 'escape') LIKE '%1234%'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void a_wrong_value_is_refused_by_the_name_of_its_field_alone() {
    JsonNode households = west.get("/api/houses/" + house(2) + "/households").json();
    Map<String, Object> wrong = person("单**");
    wrong.put("birthYear", 1700);
    wrong.put("careNeeds", List.of("DIABETES"));
    wrong.put("idNumber", "35058219900101123X");
    wrong.put("tags", List.of("TROUBLEMAKER"));
    wrong.put("phones", List.of(Map.of("kind", "OWN", "number", "not-a-number")));
    Answer answer =
        west.post("/api/households/" + households.at("/households/0/id") + "/residents", wrong);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text())
        .contains("name", "birthYear", "careNeeds", "idNumber", "tags", "phones[0].number")
        .doesNotContain("1700", "DIABETES", "350582", "TROUBLEMAKER", "not-a");
  }

  @Test
  void the_same_request_with_the_same_key_creates_once() throws Exception {
    long house = house(4);
    Map<String, Object> body = Map.of("kind", "FAMILY", "tenure", "RENTED", "room", "301");
    String path = "/api/houses/" + house + "/households";
    List<Callable<Answer>> twice = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      twice.add(() -> west.post(path, body, "Idempotency-Key", "key-" + house + "-household"));
    }
    List<String> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> one : threads.invokeAll(twice)) {
        assertThat(one.get().status()).as(one.get().text()).isEqualTo(201);
        answers.add(one.get().text() + one.get().header("Location"));
      }
    }
    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(west.get(path).json().get("households")).hasSize(2);
    Answer other =
        west.post(
            path,
            Map.of("kind", "FAMILY", "tenure", "OWNED"),
            "Idempotency-Key",
            "key-" + house + "-household");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text()).contains("idempotency-key-reused");
    // Another account may use the same key.
    assertThat(lead.post(path, body, "Idempotency-Key", "key-" + house + "-household").status())
        .isEqualTo(201);
  }

  @Test
  void whose_grid_was_taken_away_hears_nothing_under_his_old_key() {
    Caller leaving = People.caller(app, "leaving", Role.OFFICER, People.WEST);
    Visitor visitor = new Visitor(environment, leaving);
    Map<String, Object> body = Map.of("kind", "FAMILY", "tenure", "RENTED", "room", "909");
    String path = "/api/houses/" + house(4) + "/households";
    for (int i = 0; i < 2; i++) {
      assertThat(visitor.post(path, body, "Idempotency-Key", "leaving-household").status())
          .isEqualTo(201);
    }
    org.gridmap.backend.People.withdraw(app, leaving.accountId());
    Answer again = visitor.post(path, body, "Idempotency-Key", "leaving-household");
    assertThat(again.status()).as(again.text()).isEqualTo(404);
  }

  @Test
  void people_come_move_and_go() {
    long household = households(5).at("/households/0/id").asLong();
    Answer created = west.post("/api/households/" + household + "/residents", person("林听雨"));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    long id = created.json().get("id").asLong();
    assertThat(search(west, "听雨")).containsExactly(id);
    assertThat(search(west, "lty")).containsExactly(id);
    assertThat(search(east, "听雨")).isEmpty();

    long other = households(6).at("/households/0/id").asLong();
    long foreign =
        lead.get("/api/houses/" + house(25) + "/households").json().at("/households/0/id").asLong();
    String move = "/api/residents/" + id + "/move";
    assertThat(west.post(move, Map.of("householdId", foreign), "If-Match", "\"0\"").status())
        .isEqualTo(404);
    assertThat(west.post(move, Map.of("householdId", other), "If-Match", "\"0\"").status())
        .isEqualTo(200);
    assertThat(households(6).at("/households/0/residents")).hasSize(3);
    assertThat(
            job.sql("SELECT house_id FROM person.resident WHERE id = ?")
                .param(id)
                .query(Long.class)
                .single())
        .isEqualTo(house(6));
    assertThat(west.send("DELETE", "/api/residents/" + id, null, "If-Match", "\"1\"").status())
        .isEqualTo(204);
    assertThat(west.get("/api/residents/" + id).status()).isEqualTo(404);
    assertThat(search(west, "听雨")).isEmpty();
    assertThat(actions(id)).contains("RECORD_CREATED", "RECORD_MOVED", "RECORD_REMOVED");
    assertThat(west.get("/api/houses/" + house(6) + "/households/history").json().toString())
        .contains("MOVED", "REMOVED");
  }

  @Test
  void a_removed_household_takes_its_people_along() {
    JsonNode household = households(7).at("/households/0");
    long resident = household.at("/residents/0/id").asLong();
    assertThat(
            west.send("DELETE", "/api/households/" + household.get("id"), null, "If-Match", "\"0\"")
                .status())
        .isEqualTo(204);
    assertThat(households(7).get("households")).isEmpty();
    assertThat(west.get("/api/residents/" + resident).status()).isEqualTo(404);
    assertThat(
            job.sql("SELECT residents FROM person.house_tally WHERE house_id = ?")
                .param(house(7))
                .query(Long.class)
                .single())
        .isZero();
  }

  /** Headers that a client could compare; the date moves on by itself. */
  private static Map<String, List<String>> named(Answer answer) {
    Map<String, List<String>> headers = new LinkedHashMap<>(answer.response().headers().map());
    headers.remove("date");
    return headers;
  }

  private static Map<String, Object> person(String name) {
    Map<String, Object> person = new LinkedHashMap<>();
    if (name != null) {
      person.put("name", name);
    }
    person.put("sex", "FEMALE");
    person.put("birthYear", 1990);
    person.put("relation", "OTHER_RELATIVE");
    person.put("registration", "REGISTERED");
    person.put("presence", "AT_HOME");
    return person;
  }
}
