package org.gridmap.backend.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.TownFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@CapabilityTest({"finder", "identity"})
class AnswerTest {
  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  private Client client;

  @BeforeEach
  void connect() {
    client = Client.ofPlanner(environment, jdbc);
    TownFixture.in(jdbc);
  }

  /** A page of features says when it was made, so two of them are alike, not the same. */
  @ParameterizedTest
  @CsvSource({
    "/api/overview, ''",
    "/ogc/collections/houses, ''",
    "/ogc/collections/houses/items?limit=5, W/"
  })
  void an_unchanged_answer_is_304_by_its_tag(String path, String weak) {
    Answer first = client.get(path);
    assertThat(first.header("ETag")).matches(weak + "\"[0-9a-f]{32}\"");
    Answer second = client.get(path, "If-None-Match", first.header("ETag"));
    assertThat(second.status()).isEqualTo(304);
    assertThat(second.response().body()).isEmpty();
    assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(client.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
  }

  @Test
  void the_compressed_form_has_a_tag_of_its_own_and_the_same_text() {
    for (String path : List.of("/ogc/collections", "/ogc/collections/houses/items?limit=25")) {
      Answer plain = client.get(path);
      Answer packed = client.get(path, "Accept-Encoding", "br, gzip;q=0.8");
      assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(packed.header("Vary")).contains("Accept-Encoding");
      assertThat(packed.header("ETag")).endsWith("-gzip\"").isNotEqualTo(plain.header("ETag"));
      assertThat(withoutTime(packed)).isEqualTo(withoutTime(plain));
      Answer again =
          client.get(path, "Accept-Encoding", "gzip", "If-None-Match", packed.header("ETag"));
      assertThat(again.status()).isEqualTo(304);
      assertThat(client.get(path, "Accept-Encoding", "gzip;q=0").header("Content-Encoding"))
          .isEmpty();
    }
  }

  private static String withoutTime(Answer answer) {
    return answer.text().replaceFirst("\"timeStamp\":\"[^\"]+\"", "");
  }

  @Test
  void a_change_of_the_town_changes_the_tag_of_its_items() {
    String path = "/ogc/collections/roads/items";
    String before = client.get(path).header("ETag");
    jdbc.sql("INSERT INTO map_change (layer) VALUES ('road')").update();

    assertThat(client.get(path, "If-None-Match", before).status()).isEqualTo(200);
  }

  @Test
  void a_head_request_tells_the_same_length_and_tag() {
    Answer get = client.get("/api/overview");
    Answer head = client.send("HEAD", "/api/overview");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.response().body()).isEmpty();
    assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
    assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
  }

  @Test
  void every_answer_carries_the_security_headers() {
    for (String path :
        List.of(
            "/",
            "/api/overview",
            "/ogc",
            "/nothing",
            "/problems/not-found",
            "/tiles/14/12743/6762.mvt",
            "/api/overview?%00")) {
      Answer answer = client.get(path);
      assertThat(answer.header("Content-Security-Policy"))
          .isEqualTo(
              "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src"
                  + " 'self'; style-src-elem 'self' 'unsafe-inline'; style-src-attr 'unsafe-inline';"
                  + " img-src 'self' blob: data:; connect-src 'self' blob: data:; font-src 'self';"
                  + " manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
                  + " frame-ancestors 'none'");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
      assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(answer.header("Server")).isEmpty();
    }
  }

  @Test
  void without_a_built_page_the_front_page_says_how_to_build_it() {
    Answer answer = client.get("/?z=15");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    assertThat(answer.text()).contains("./gridmap up");
  }
}
