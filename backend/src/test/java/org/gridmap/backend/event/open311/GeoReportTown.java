package org.gridmap.backend.event.open311;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.place.Town;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Programs that speak GeoReport v2 with the little town. */
abstract class GeoReportTown {
  static final String SECRET = "张三家门口漏水";

  @Autowired JdbcClient jdbc;
  @Autowired @JobPool JdbcClient job;
  @Autowired Environment environment;
  Town town;
  GeoReportClient client;
  String key;

  @BeforeEach
  void read() {
    town = new Town(jdbc, environment);
    client =
        new GeoReportClient("http://127.0.0.1:" + environment.getProperty("local.server.port"));
    // An account has twenty tokens at most.
    jdbc.sql("DELETE FROM account.access_token WHERE name = '程序'").update();
    key = token(town.officer, "REPORT");
  }

  String token(Caller owner, String use) {
    Answer made =
        town.send(
            owner,
            "POST",
            "/api/account/tokens",
            "{\"name\":\"程序\",\"days\":1,\"use\":\"" + use + "\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().get("token").asString();
  }

  Map<String, String> form(String... more) {
    Map<String, String> fields = new HashMap<>();
    fields.put("api_key", key);
    fields.put("service_code", "LITTER");
    fields.put("lat", "30.004567891");
    fields.put("long", "100.004123456");
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return fields;
  }

  String submitted(Map<String, String> fields) {
    Answer answer = client.post("/v2/requests.json", fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().isArray()).isTrue();
    assertThat(answer.json().size()).isEqualTo(1);
    return answer.json().get(0).get("service_request_id").asString();
  }

  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static List<String> values(JsonNode list, String field) {
    List<String> values = new ArrayList<>();
    list.forEach(item -> values.add(item.get(field).asString()));
    return values;
  }

  List<String> numbers(String query) {
    return values(
        client.both("/v2/requests" + (query.isEmpty() ? "" : "?" + query), "service_requests"),
        "service_request_id");
  }

  /** The same error in both formats. */
  void error(String path, int status, String description) {
    String[] parts = path.split("[?]", 2);
    String query = parts.length > 1 ? "?" + parts[1] : "";
    Answer json = client.get(parts[0] + ".json" + query);
    assertThat(json.status()).as(json.text()).isEqualTo(status);
    assertThat(json.json().isArray()).isTrue();
    assertThat(json.json().get(0).get("code").asInt()).isEqualTo(status);
    assertThat(json.json().get(0).get("description").asString()).isEqualTo(description);
    Answer xml = client.get(parts[0] + ".xml" + query);
    assertThat(xml.status()).isEqualTo(status);
    assertThat(xml.text())
        .contains("<errors><error><code>" + status + "</code><description>" + description);
  }

  void refused(Map<String, String> fields, int status, String description) {
    Answer answer = client.post("/v2/requests.json", fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().get(0).get("code").asInt()).isEqualTo(status);
    assertThat(answer.json().get(0).get("description").asString()).isEqualTo(description);
    assertThat(client.post("/v2/requests.xml", fields).text())
        .contains("<errors><error><code>" + status + "</code>");
  }

  String words(String number) {
    return job.sql(
            "SELECT t.text FROM person.event_text t JOIN event e ON e.id = t.event_id WHERE e.public_id = ?")
        .param(number)
        .query(String.class)
        .single();
  }

  String column(String number, String name) {
    return jdbc.sql("SELECT to_jsonb(e) ->> :name FROM event e WHERE public_id = :number")
        .param("name", name)
        .param("number", number)
        .query(String.class)
        .single();
  }

  /** As if very much had been asked from here a moment ago. */
  void exhaust(String kind) {
    jdbc.sql("UPDATE account.throttle SET failures = 100000, last_at = now() WHERE kind = ?")
        .param(kind)
        .update();
  }

  void forget(String kind) {
    jdbc.sql("DELETE FROM account.throttle WHERE kind = ?").param(kind).update();
  }

  long events() {
    return jdbc.sql("SELECT count(*) FROM event").query(Long.class).single();
  }
}
