package org.gridmap.backend.register.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.register.load.Door.Answer;
import org.gridmap.backend.register.load.Door.Visitor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Looking at people over HTTP: one field at a time, for a purpose, found by a few letters, counted.
 */
class LookingHttpTest extends RegisterOverHttp {
  @Test
  void a_value_is_shown_for_a_purpose_and_after_its_audit_entry() {
    long id = resident(8, 0);
    assertThat(west.post("/api/residents/" + id + "/reveal", Map.of("field", "NAME")).text())
        .contains("purpose-required");
    assertThat(
            west.post(
                    "/api/residents/" + id + "/reveal",
                    Map.of("field", "NAME", "purpose", "GOSSIP"))
                .status())
        .isEqualTo(422);
    JsonNode phones = west.get("/api/residents/" + id).json().get("phones");
    assertThat(reveal(west, id, "NAME", null)).isEqualTo("单丹桂");
    assertThat(reveal(west, id, "NOTE", null)).isEqualTo("上门请先敲窗");
    assertThat(reveal(west, id, "PHONE", phones.at("/0/id").asLong())).isEqualTo("13905958008");
    assertThat(reveal(west, id, "EMERGENCY_CONTACT", phones.at("/1/id").asLong()))
        .isEqualTo("施琅琅 0595-58012233");
    assertThat(
            west.post(
                    "/api/residents/" + id + "/reveal",
                    Map.of("field", "ID_NUMBER", "purpose", "VISIT"))
                .status())
        .isEqualTo(404);
    // Another person's phone is not shown under this one's name.
    long foreign = west.get("/api/residents/" + resident(9, 0)).json().at("/phones/0/id").asLong();
    assertThat(
            west.post(
                    "/api/residents/" + id + "/reveal",
                    Map.of("field", "PHONE", "phoneId", foreign, "purpose", "VISIT"))
                .status())
        .isEqualTo(404);
    assertThat(entries(id))
        .anyMatch(entry ->
            entry.action() == AuditAction.REVEAL
                && "VISIT".equals(entry.purpose())
                && entry.detail().get("field").equals("NOTE")
                && westOfficer.login().equals(entry.login()));
  }

  @Test
  void a_quota_ends_the_looking_and_the_audit_knows_of_the_refusal() {
    Visitor curious = visitor(Role.OFFICER, People.WEST);
    long id = resident(9, 0);
    int shown = 0;
    Answer last = null;
    for (int i = 0; i < 61; i++) {
      last =
          curious.post(
              "/api/residents/" + id + "/reveal", Map.of("field", "NAME", "purpose", "VISIT"));
      shown += last.status() == 200 ? 1 : 0;
    }
    assertThat(shown).isEqualTo(60);
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.text()).contains("rate-limited");
    assertThat(entries(id)).anyMatch(entry -> entry.outcome().name().equals("REFUSED"));
    assertThat(reveal(west, id, "NAME", null)).isEqualTo("单丹桂");
  }

  @Test
  void children_are_not_there_until_their_household_opens_them_for_a_purpose() {
    JsonNode household = households(10).at("/households/0");
    long household1 = household.get("id").asLong();
    long child =
        job.sql("SELECT id FROM person.resident WHERE household_id = ? AND birth_year = 2020")
            .param(household1)
            .query(Long.class)
            .single();
    assertThat(west.get("/api/residents/" + child).status()).isEqualTo(404);
    assertThat(search(west, "单小满")).isEmpty();
    assertThat(west.post("/api/households/" + household1 + "/children", Map.of()).status())
        .isEqualTo(422);
    Answer opened =
        west.post("/api/households/" + household1 + "/children", Map.of("purpose", "CARE"));
    assertThat(opened.json().at("/children/0/name").asString()).isEqualTo("单**");
    assertThat(opened.json().at("/children/0/child").asBoolean()).isTrue();
    assertThat(west.get("/api/residents/" + child).status()).isEqualTo(200);
    assertThat(lead.get("/api/residents/" + child).status()).isEqualTo(404);
    assertThat(trail.listAbout(SubjectType.HOUSEHOLD, household1))
        .anyMatch(entry ->
            entry.action() == AuditAction.REVEAL && "CHILDREN".equals(entry.detail().get("field")));
  }

  @Test
  void people_are_found_by_name_pinyin_initials_and_the_end_of_a_number() {
    long id = resident(3, 0);
    assertThat(search(lead, "丹桂")).hasSizeGreaterThan(20).contains(id);
    assertThat(search(lead, "shandan")).contains(id);
    assertThat(search(lead, "sdg")).contains(id);
    assertThat(search(lead, "dandangui")).contains(id);
    assertThat(search(lead, "angui")).isEmpty();
    assertThat(search(lead, "8003")).containsExactly(id);
    assertThat(search(lead, "139-0595-8003")).containsExactly(id);
    assertThat(search(east, "8003")).isEmpty();
    assertThat(search(west, "%")).isEmpty();
    JsonNode hit = west.post("/api/residents/search", Map.of("q", "8003")).json().at("/items/0");
    assertThat(hit.get("name").asString()).isEqualTo("单**");
    assertThat(hit.get("houseNumber").asString()).isEqualTo("3号");
    assertThat(hit.at("/grid/code").asString()).isEqualTo(People.WEST);
    assertThat(hit.get("point")).hasSize(2);
  }

  @Test
  void a_resident_is_told_what_is_held_and_who_looked() {
    long id = resident(11, 0);
    reveal(west, id, "NAME", null);
    assertThat(
            west.post("/api/residents/" + id + "/report", Map.of("purpose", "SUBJECT_REQUEST"))
                .status())
        .isEqualTo(403);
    JsonNode report =
        lead.post("/api/residents/" + id + "/report", Map.of("purpose", "SUBJECT_REQUEST")).json();
    assertThat(report.at("/resident/name").asString()).isEqualTo("单**");
    assertThat(report.get("fields").toString()).contains("姓名", "照护需求").contains("retention");
    assertThat(report.get("looks").toString())
        .contains("REVEAL", westOfficer.login(), "NAME", "VISIT");
  }

  @Test
  void roles_without_residents_are_refused_at_the_door() {
    for (Role role : List.of(Role.LEADER, Role.PLANNER, Role.RESPONDER)) {
      Visitor visitor = visitor(role, People.VILLAGE);
      assertThat(visitor.get("/api/houses/" + house(1) + "/households").status()).isEqualTo(403);
      assertThat(visitor.post("/api/residents/search", Map.of("q", "单")).status()).isEqualTo(403);
    }
  }

  @Test
  void a_leader_sees_counts_without_the_small_ones_and_an_officer_all_of_his_own() {
    Visitor leader = visitor(Role.LEADER, People.VILLAGE);
    JsonNode residents = leader.get("/api/aggregates?measure=residents").json();
    assertThat(residents.get("grids")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(value(residents, People.VILLAGE)).isEqualTo(3L * TownFixture.HOUSES);
    // Only one person is away in the whole village for every other house: enough to be shown above.
    JsonNode moved = leader.get("/api/aggregates?measure=movedOut&level=2").json();
    assertThat(value(moved, People.WEST)).isNull();
    JsonNode own = west.get("/api/grids/" + town.west() + "/aggregates").json();
    assertThat(own.get("values").toString())
        .contains("{\"measure\":\"movedOut\",\"value\":0,\"suppressed\":false,\"rounded\":false}");
    long before = value(west.get("/api/aggregates?measure=households").json(), People.WEST);
    west.post(
        "/api/houses/" + house(12) + "/households", Map.of("kind", "FAMILY", "tenure", "OWNED"));
    assertThat(value(west.get("/api/aggregates?measure=households").json(), People.WEST))
        .isEqualTo(before + 1);
    assertThat(leader.get("/api/aggregates?measure=gossip").status()).isEqualTo(400);
    assertThat(leader.get("/api/measures").json().get("measures").toString()).contains("careNeeds");
  }

  private static Long value(JsonNode values, String code) {
    for (JsonNode grid : values.get("grids")) {
      if (grid.get("code").asString().equals(code)) {
        return grid.get("value").isNull() ? null : grid.get("value").asLong();
      }
    }
    throw new AssertionError("no grid " + code);
  }
}
