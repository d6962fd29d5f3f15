package org.gridmap.backend.register.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditTrail;
import org.gridmap.backend.register.load.Door.Answer;
import org.gridmap.backend.register.load.Door.Visitor;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * What tests of the register over HTTP begin with: the people of a small town, and those who answer
 * for its west, its east and all of it.
 */
@CapabilityTest({"finder", "identity"})
@Import(Door.class)
abstract class RegisterOverHttp {
  @Autowired Environment environment;
  @Autowired JdbcClient app;
  @Autowired @JobPool JdbcClient job;
  @Autowired Register register;
  @Autowired AuditTrail trail;

  TownFixture town;
  Caller westOfficer;
  Visitor west;
  Visitor east;
  Visitor lead;

  @BeforeEach
  void load() {
    town = TownFixture.in(app);
    People.as(People.system(app), () -> People.load(register));
    westOfficer = People.caller(app, "west", Role.OFFICER, People.WEST);
    west = new Visitor(environment, westOfficer);
    east = visitor(Role.OFFICER, People.EAST);
    lead = visitor(Role.COMMUNITY_LEAD, People.VILLAGE);
  }

  @AfterAll
  static void no_answer_but_a_reveal_ever_held_a_hidden_value() {
    assertThat(Door.ANSWERS).hasSizeGreaterThan(20);
    for (String secret : People.SECRETS) {
      assertThat(Door.ANSWERS).as(secret).noneMatch(answer -> answer.contains(secret));
    }
  }

  Visitor visitor(Role role, String grid) {
    return new Visitor(
        environment,
        People.caller(app, role.name().toLowerCase(java.util.Locale.ROOT), role, grid));
  }

  long house(int number) {
    return town.firstHouse() + number - 1;
  }

  JsonNode households(int house) {
    return west.get("/api/houses/" + house(house) + "/households").json();
  }

  long resident(int house, int index) {
    return households(house).at("/households/0/residents/" + index + "/id").asLong();
  }

  List<Long> search(Visitor visitor, String q) {
    List<Long> ids = new ArrayList<>();
    visitor
        .post("/api/residents/search", Map.of("q", q, "limit", 50))
        .json()
        .get("items")
        .forEach(item -> ids.add(item.get("id").asLong()));
    return ids;
  }

  static String reveal(Visitor visitor, long id, String field, Long phone) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("field", field, "purpose", "VISIT"));
    if (phone != null) {
      body.put("phoneId", phone);
    }
    Answer answer = visitor.post("/api/residents/" + id + "/reveal", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.json().get("seconds").asInt()).isEqualTo(60);
    return answer.json().get("value").asString();
  }

  List<AuditTrail.AuditEntry> entries(long resident) {
    return trail.listAbout(SubjectType.RESIDENT, resident);
  }

  List<String> actions(long resident) {
    return entries(resident).stream().map(entry -> entry.action().name()).toList();
  }
}
