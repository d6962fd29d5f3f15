package org.gridmap.backend.web.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.TownFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@CapabilityTest({"finder", "identity"})
@TestPropertySource(
    properties = "gridmap.http.origins=https://gis.example.cn,http://gis.example.cn:8443")
class MapOriginsTest {
  private static final String ALLOW = "Access-Control-Allow-Origin";
  private static final List<String> MAP =
      List.of(
          "/ogc",
          "/ogc/",
          "/ogc/collections/houses/items?limit=1",
          "/tiles/tilejson.json",
          "/3dtiles/tileset.json",
          // drawn once and then finished
          "/tiles/14/12743/6754.mvt",
          "/tiles/14/12743/6754.mvt");

  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  private Client client;
  private String token;

  @BeforeEach
  void connect() {
    TownFixture.in(jdbc);
    client = Client.of(environment);
    token =
        "Bearer "
            + People.browser(jdbc, environment, People.with(jdbc, "LEADER", "999900000001"))
                .post("/api/account/tokens", Map.of("name", "GIS", "days", 1))
                .json()
                .get("token")
                .asString();
  }

  @Test
  void a_page_of_a_listed_origin_reads_the_map_with_a_token() {
    for (String path : MAP) {
      Answer answer = client.get(path, "Authorization", token, "Origin", "https://gis.example.cn");
      assertThat(answer.status()).as(path).isIn(200, 204);
      assertThat(answer.header(ALLOW)).isEqualTo("https://gis.example.cn");
      assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag");
      assertThat(String.join(",", answer.response().headers().allValues("Vary")))
          .contains("Origin");
    }
  }

  @Test
  void its_browser_is_told_beforehand_what_it_may_send() {
    for (String path : MAP) {
      Answer answer = preflight(path, "https://gis.example.cn", "GET");
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.header(ALLOW)).isEqualTo("https://gis.example.cn");
      assertThat(answer.header("Access-Control-Allow-Headers"))
          .containsIgnoringCase("authorization");
      assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }
  }

  @Test
  void nobody_else_and_nothing_else_is_let_in() {
    for (String origin :
        List.of(
            "https://evil.example",
            "http://gis.example.cn",
            "https://gis.example.cn:444",
            "null")) {
      Answer answer = client.get("/ogc", "Authorization", token, "Origin", origin);
      assertThat(answer.header(ALLOW)).as(origin).isEmpty();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json().get("detail").asString()).contains("gridmap.http.origins");
      assertThat(preflight("/ogc", origin, "GET").header(ALLOW)).isEmpty();
    }
    assertThat(preflight("/ogc", "https://gis.example.cn", "DELETE").status()).isEqualTo(403);
    for (String path : List.of("/api/overview", "/api/session", "/api/residents/search", "/")) {
      assertThat(preflight(path, "https://gis.example.cn", "GET").status()).isEqualTo(405);
      assertThat(client.get(path, "Origin", "https://gis.example.cn").header(ALLOW)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "gis.example.cn", "https://gis.example.cn/", "null", "https://*.cn"})
  void an_origin_is_listed_by_scheme_and_name_and_never_by_a_pattern(String origin) {
    assertThatThrownBy(() ->
            new HttpProperties(
                List.of(), List.of(), HttpProperties.Forwarding.X_FORWARDED_FOR, List.of(origin)))
        .hasMessageContaining("gridmap.http.origins");
  }

  private Answer preflight(String path, String origin, String method) {
    return client.send(
        "OPTIONS",
        path,
        "Origin",
        origin,
        "Access-Control-Request-Method",
        method,
        "Access-Control-Request-Headers",
        "authorization");
  }
}
