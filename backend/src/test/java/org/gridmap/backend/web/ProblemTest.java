package org.gridmap.backend.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.sql.Snapshots;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@CapabilityTest({"finder", "identity"})
@Import(ProblemTest.Failing.class)
class ProblemTest {
  @TestConfiguration
  static class Failing {
    @Bean
    FailingController failingController(
        JdbcClient jdbc,
        Snapshots snapshots,
        PlatformTransactionManager hibernate,
        DataSource dataSource) {
      return new FailingController(
          jdbc, snapshots, hibernate, new JdbcTransactionManager(dataSource));
    }
  }

  @RestController
  static class FailingController {
    private final JdbcClient jdbc;
    private final Snapshots snapshots;
    private final TransactionTemplate hibernate;
    private final TransactionTemplate plain;

    FailingController(
        JdbcClient jdbc,
        Snapshots snapshots,
        PlatformTransactionManager hibernate,
        PlatformTransactionManager plain) {
      this.jdbc = jdbc;
      this.snapshots = snapshots;
      this.hibernate = new TransactionTemplate(hibernate);
      this.plain = new TransactionTemplate(plain);
    }

    @GetMapping("/licences/test/killed")
    @Nullable Object killed(@RequestParam boolean plainly) {
      return (plainly ? plain : hibernate)
          .execute(status ->
              jdbc.sql("SELECT pg_terminate_backend(pg_backend_pid())").query().singleRow());
    }

    @GetMapping("/licences/test/bug")
    String bug() {
      throw new IllegalStateException("secret of org.gridmap at /home/somebody");
    }

    @GetMapping("/licences/test/sql")
    String sql() {
      return jdbc.sql("SELECT secret FROM nowhere").query(String.class).single();
    }

    @GetMapping("/licences/test/slow")
    String slow() {
      return snapshots.read(
          java.time.Duration.ofMillis(100),
          () -> jdbc.sql("SELECT pg_sleep(5)::text").query(String.class).single());
    }

    @GetMapping("/licences/test/write")
    String write() {
      return snapshots.read(() -> {
        jdbc.sql("DELETE FROM road").update();
        return "deleted";
      });
    }
  }

  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  private Client client;

  @BeforeEach
  void connect() {
    client = Client.ofPlanner(environment, jdbc);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/grids/999999999,                   404, not-found",
    "GET,    /api/houses/999999999,                  404, not-found",
    "GET,    /api/divisions/999999999/findings,      404, not-found",
    "GET,    /nothing/here,                          404, not-found",
    "GET,    /error,                                 404, not-found",
    "GET,    /problems/no-such-kind,                 404, not-found",
    "GET,    /ogc/collections/none,                  404, not-found",
    "GET,    /ogc/collections/houses/items/abc,      404, not-found",
    "GET,    /ogc/collections/houses/items/99999999, 404, not-found",
    "GET,    /api/grids/abc,                         400, malformed-request",
    "GET,    /api/search,                            400, malformed-request",
    "GET,    /api/search?q=a&limit=0,                400, malformed-request",
    "GET,    /api/search?q=a&limit=21,               400, malformed-request",
    "GET,    /api/search?q=a&division=x,             400, malformed-request",
    "GET,    /api/search?q=a&q=b,                    400, malformed-request",
    "GET,    /api/overview?x=1,                      400, malformed-request",
    "GET,    /api/divisions/1/findings?limit=1001,   400, malformed-request",
    "GET,    /api/divisions/1/findings?offset=-1,    400, malformed-request",
    "GET,    /ogc?f=html,                            400, malformed-request",
    "POST,   /api/overview,                          405, method-not-allowed",
    "DELETE, /api/grids/1,                           405, method-not-allowed",
    "TRACE,  /api/overview,                          405, method-not-allowed",
    "GET,    /licences/test/bug,                          500, internal-error",
    "GET,    /licences/test/sql,                          500, internal-error",
    "GET,    /licences/test/slow,                         503, overloaded",
    "GET,    /licences/test/write,                        500, internal-error",
    "GET,    /licences/test/killed?plainly=false,         503, dependency-unavailable",
    "GET,    /licences/test/killed?plainly=true,          503, dependency-unavailable"
  })
  void every_error_is_a_problem_that_gives_nothing_away(
      String method, String path, int status, String slug) {
    Answer answer = client.send(method, path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + slug);
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("title").asString()).isNotEmpty();
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.text())
        .doesNotContainIgnoringCase("exception")
        .doesNotContain("org.", "java", "secret", "SELECT", "nowhere", "/home", "PSQL");
  }

  @Test
  void a_wrong_method_is_told_which_are_right() {
    assertThat(client.send("POST", "/api/overview").header("Allow")).contains("GET");
  }

  @Test
  void an_unwanted_format_is_refused_in_json_all_the_same() {
    Answer answer = client.get("/api/overview", "Accept", "application/xml");

    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/not-acceptable");
  }

  @Test
  void a_body_in_another_format_is_unsupported() {
    Answer answer =
        Client.of(environment).send("POST", "/api/session", "Content-Type", "application/xml");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/unsupported-media-type");
  }

  @Test
  void a_body_that_cannot_be_read_is_malformed() {
    Answer answer =
        Client.of(environment).send("POST", "/api/session", "Content-Type", "application/json");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/malformed-request");
  }

  @Test
  void a_request_that_never_reaches_a_servlet_gets_a_problem_too() throws Exception {
    for (String line :
        new String[] {
          "GET /%zz HTTP/1.1", "GET /a/../..%2fetc HTTP/1.1", "GET /api/search?q=%ff%zz HTTP/1.1"
        }) {
      String answer = raw(line);
      assertThat(answer).as(line).startsWith("HTTP/1.1 4").contains("application/problem+json");
      assertThat(answer).doesNotContain("Apache", "Tomcat", "<html", "Exception");
    }
  }

  @Test
  void a_mistake_of_the_server_has_a_number_for_its_log() {
    assertThat(client.get("/licences/test/bug").json().get("instance").asString())
        .startsWith("urn:uuid:");
  }

  @Test
  void each_kind_of_problem_has_a_page_for_people() {
    for (ProblemType type : WebProblems.list()) {
      Answer page = client.get(type.uri().toString());
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Content-Type")).startsWith("text/html");
      assertThat(page.text()).contains(type.title(), type.slug());
    }
  }

  private String raw(String line) throws Exception {
    int port = environment.getProperty("local.server.port", Integer.class, 0);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          (line + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
