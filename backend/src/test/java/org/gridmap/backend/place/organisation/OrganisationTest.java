package org.gridmap.backend.place.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.place.Town;
import org.gridmap.backend.place.organisation.OrganisationLoad.OrganisationRecord;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.MapPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"identity", "place"})
@Import(Town.SignIn.class)
class OrganisationTest {
  private static final String RENTAL =
      "{\"kind\":\"RENTAL\",\"name\":\"欧阳家出租楼\",\"tenants\":7,\"contact\":\"欧阳试\",\"phone\":\"13900001234\"}";

  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  @Autowired @MapPool private JdbcClient map;
  @Autowired private Environment environment;
  @Autowired private OrganisationLoad load;
  @Autowired private OrganisationMeasures measures;
  private Town town;

  @BeforeEach
  void read() {
    town = new Town(jdbc, environment);
  }

  @Test
  void the_contact_is_sealed_and_shown_masked_to_those_in_scope_only() {
    long id = add(town.westHouse(), RENTAL);
    JsonNode inside = town.get(town.officer, "/api/organisations/" + id).json();
    assertThat(inside.get("contact").asString()).isEqualTo("欧**");
    assertThat(inside.get("phone").asString()).isEqualTo("139****1234");
    assertThat(inside.get("tenants").asInt()).isEqualTo(7);

    Answer outside = town.get(town.eastLead, "/api/organisations/" + id);
    assertThat(outside.status()).isEqualTo(200);
    assertThat(outside.header("Cache-Control")).isEqualTo("no-store");
    assertThat(outside.text()).doesNotContain("欧", "****");
    assertThat(outside.json().get("tenants").isNull()).isTrue();

    Answer token = town.get(town.token(town.officer), "/api/organisations/" + id);
    assertThat(token.text()).as("a token reads the map only").doesNotContain("欧", "****");

    byte[] sealed =
        job.sql("SELECT phone_sealed FROM person.organisation_contact WHERE organisation_id = ?")
            .param(id)
            .query(byte[].class)
            .single();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("13900001234");
    assertThat(
            jdbc.sql("SELECT count(*) FROM person.organisation_contact").query(Long.class).single())
        .as("without a caller there is no scope")
        .isZero();
    assertThatThrownBy(() -> map.sql("SELECT count(*) FROM organisation").query().singleRow())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void a_change_without_the_contact_keeps_it_and_an_empty_one_removes_it() {
    long id = add(town.westHouse(), RENTAL);
    String path = "/api/organisations/" + id;
    JsonNode kept =
        town.send(
                town.lead,
                "PUT",
                path,
                "{\"kind\":\"RENTAL\",\"name\":\"新名\",\"phone\":\"\"}",
                "If-Match",
                town.get(town.lead, path).header("ETag"))
            .json();
    assertThat(kept.get("contact").asString()).isEqualTo("欧**");
    assertThat(kept.get("phone").isNull()).isTrue();
    assertThat(kept.get("version").asInt()).isEqualTo(1);
  }

  @Test
  void an_organisation_outside_the_scope_is_changed_by_nobody() {
    long id = add(town.westHouse(), RENTAL);
    for (String method : List.of("PUT", "DELETE")) {
      Answer outside =
          town.send(town.eastLead, method, "/api/organisations/" + id, RENTAL, "If-Match", "\"0\"");
      Answer never =
          town.send(
              town.eastLead, method, "/api/organisations/987654321", RENTAL, "If-Match", "\"0\"");
      assertThat(outside.status()).isEqualTo(404);
      assertThat(outside.response().body()).isEqualTo(never.response().body());
    }
    Answer added =
        town.send(
            town.eastLead, "POST", "/api/houses/" + town.westHouse() + "/organisations", RENTAL);
    assertThat(added.status()).isEqualTo(404);
  }

  @Test
  void a_mask_sent_back_and_a_code_that_does_not_check_are_refused_by_name() {
    Answer refused =
        town.send(
            town.lead,
            "POST",
            "/api/houses/" + town.westHouse() + "/organisations",
            "{\"kind\":\"SHOP\",\"name\":\"店\",\"contact\":\"欧**\",\"tenants\":3,\"registeredNumber\":\"91350582MA0000000A\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("detail").asString())
        .contains("tenants, registeredNumber, contact");
    String seventeen = "91350582MA2XYT3H0";
    assertThat(RegisteredNumber.isPlausible(seventeen + RegisteredNumber.checkPlace(seventeen)))
        .isTrue();
  }

  @Test
  void a_card_counts_the_organisations_and_aggregates_count_them_by_kind() {
    long house = town.westHouse() + 2;
    long before = measures.revision();
    add(house, "{\"kind\":\"SHOP\",\"name\":\"一店\"}");
    long shop = add(house, "{\"kind\":\"SHOP\",\"name\":\"二店\"}");
    assertThat(measures.revision()).isGreaterThan(before);
    assertThat(town.get(town.planner, "/api/houses/" + house).json().get("organisations").asInt())
        .isEqualTo(2);
    assertThat(measures.countByHouse().get("shops")).containsEntry(house, 2L);
    town.send(town.lead, "DELETE", "/api/organisations/" + shop, null, "If-Match", "\"0\"");
    assertThat(
            town.get(town.planner, "/api/grids/" + town.fixture.village() + "/organisations")
                .text())
        .contains("一店")
        .doesNotContain("二店");
  }

  @Test
  void a_load_stores_contacts_across_scopes_and_again_replaces_them() {
    List<OrganisationRecord> records =
        List.of(
            new OrganisationRecord(
                "o1",
                "fixture4",
                OrganisationKind.ENTERPRISE,
                "试验鞋业",
                "制鞋",
                30,
                null,
                "",
                "司徒试",
                "13900005678"));
    assertThat(load.load("", "organisation-test", records)).isEqualTo(1);
    assertThat(load.load("", "organisation-test", records)).isEqualTo(1);
    assertThat(
            job.sql(
                    "SELECT c.phone_masked FROM person.organisation_contact c JOIN organisation o ON o.id ="
                        + " c.organisation_id WHERE o.source = 'organisation-test'")
                .query(String.class)
                .list())
        .containsExactly("139****5678");
  }

  private long add(long house, String body) {
    Answer added = town.send(town.lead, "POST", "/api/houses/" + house + "/organisations", body);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    return added.json().get("id").asLong();
  }
}
