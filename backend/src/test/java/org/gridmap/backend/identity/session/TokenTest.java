package org.gridmap.backend.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.identity.AccountChanges;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"finder", "identity"})
class TokenTest {
  private static final String VILLAGE = "999900000001";

  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;
  @Autowired AccountChanges changes;

  @Test
  void a_program_reads_the_map_with_a_token_either_way() {
    Person officer = People.with(jdbc, "OFFICER", VILLAGE);
    String token = token(officer);
    Client client = Client.of(environment);

    assertThat(token).startsWith("gridmap_");
    assertThat(client.get("/ogc/collections", "Authorization", "Bearer " + token).status())
        .isEqualTo(200);
    assertThat(client.get("/api/overview", "Authorization", basic("whoever", token)).status())
        .isEqualTo(200);
    assertThat(
            client
                .send("HEAD", "/api/overview", "Authorization", basic(officer.login(), token))
                .status())
        .isEqualTo(200);
  }

  @Test
  void a_token_opens_the_map_and_nothing_else() {
    String token = token(People.with(jdbc, "OFFICER", VILLAGE));
    Client client = Client.of(environment);
    for (String path :
        new String[] {
          "/api/account", "/api/account/tokens", "/api/users", "/api/audit", "/api/purposes"
        }) {
      assertThat(client.get(path, "Authorization", "Bearer " + token).status())
          .as(path)
          .isEqualTo(403);
    }
    assertThat(
            client
                .send("DELETE", "/api/account/tokens/1", "Authorization", "Bearer " + token)
                .status())
        .isEqualTo(401);
    assertThat(
            client
                .get("/api/session", "Authorization", "Bearer " + token)
                .json()
                .path("signedIn")
                .booleanValue())
        .isFalse();
  }

  @Test
  void a_program_reads_the_map_in_force_and_no_drafts_whoever_it_works_for() {
    TownFixture town = TownFixture.in(jdbc);
    Person planner = People.with(jdbc, "PLANNER", VILLAGE);
    Browser page = People.browser(jdbc, environment, planner);
    String findings = "/api/divisions/" + town.draft() + "/findings";
    String tile = "/tiles/14/12743/6762.mvt?division=" + town.draft();
    assertThat(page.get(findings).status()).isEqualTo(200);
    Client client = Client.of(environment);
    for (Person owner : List.of(planner, People.with(jdbc, "OFFICER", VILLAGE))) {
      String bearer = "Bearer " + token(owner);
      assertThat(client.get(findings, "Authorization", bearer).status()).isEqualTo(403);
      assertThat(client.get(tile, "Authorization", bearer).status()).isEqualTo(204);
      assertThat(
              client
                  .get("/api/overview", "Authorization", bearer)
                  .json()
                  .get("divisions")
                  .toString())
          .doesNotContain("\"DRAFT\"");
    }
  }

  @Test
  void a_token_ends_when_it_runs_out_is_removed_or_its_owner_may_not_come_in() {
    Client client = Client.of(environment);
    Person person = People.with(jdbc, "OFFICER", VILLAGE);
    Browser browser = People.browser(jdbc, environment, person);
    JsonNode removed = create(browser, 30);
    JsonNode expired = create(browser, 30);
    JsonNode kept = create(browser, 366);
    for (JsonNode one : new JsonNode[] {removed, expired, kept}) {
      assertThat(use(client, one)).isEqualTo(200);
    }

    assertThat(browser.delete("/api/account/tokens/" + removed.path("id").longValue()).status())
        .isEqualTo(204);
    jdbc.sql("UPDATE account.access_token SET expires_at = now() WHERE id = ?")
        .param(expired.path("id").longValue())
        .update();
    changes.changed(person.id());
    assertThat(use(client, removed)).isEqualTo(401);
    assertThat(use(client, expired)).isEqualTo(401);
    assertThat(use(client, kept)).isEqualTo(200);

    jdbc.sql("UPDATE account.account SET state = 'LOCKED' WHERE id = ?")
        .param(person.id())
        .update();
    changes.changed(person.id());
    assertThat(use(client, kept)).isEqualTo(401);
  }

  @Test
  void a_token_is_shown_once_and_stored_as_a_hash() {
    Person person = People.with(jdbc, "OFFICER", VILLAGE);
    Browser browser = People.browser(jdbc, environment, person);
    JsonNode made = create(browser, 10);
    String secret = made.path("token").stringValue();
    assertThat(browser.get("/api/account/tokens").text()).contains("QGIS").doesNotContain(secret);
    assertThat(
            jdbc.sql("SELECT access_token::text FROM account.access_token WHERE account_id = ?")
                .param(person.id())
                .query(String.class)
                .single())
        .doesNotContain(secret.substring(Tokens.PREFIX.length()));
  }

  @Test
  void a_token_lives_for_a_year_at_most() {
    Browser browser = People.browser(jdbc, environment, People.with(jdbc, "OFFICER", VILLAGE));
    for (int days : new int[] {0, -1, 367}) {
      Map<String, Object> wanted = Map.of("name", "QGIS", "days", days);
      assertThat(browser.post("/api/account/tokens", wanted).status()).isEqualTo(422);
    }
  }

  @Test
  void nonsense_in_the_header_is_nobody() {
    Client client = Client.of(environment);
    String token = token(People.with(jdbc, "OFFICER", VILLAGE));
    String broken = token.substring(0, token.length() - 1) + "x";
    for (String header :
        new String[] {
          "Bearer", "Bearer ", "Bearer " + broken, "Basic !!!", basic("a", "b"), "Digest x"
        }) {
      assertThat(client.get("/api/overview", "Authorization", header).status())
          .as(header)
          .isEqualTo(401);
    }
    assertThat(Tokens.looksLikeOne(token)).isTrue();
    assertThat(Tokens.looksLikeOne(broken)).isFalse();
  }

  private String token(Person person) {
    return create(People.browser(jdbc, environment, person), 30).path("token").stringValue();
  }

  private static JsonNode create(Browser browser, int days) {
    Client.Answer answer =
        browser.post("/api/account/tokens", Map.of("name", "QGIS", "days", days));
    assertThat(answer.status()).isEqualTo(201);
    return answer.json();
  }

  private static int use(Client client, JsonNode token) {
    return client
        .get("/api/overview", "Authorization", "Bearer " + token.path("token").stringValue())
        .status();
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
