package org.gridmap.backend.web.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.modeler.Registry;
import org.gridmap.backend.Wire;
import org.gridmap.backend.web.ingress.HttpProperties.Forwarding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that says which way a request went, and what arrived of it. */
@Timeout(60)
class PollingEndpointTest {
  private static final int LARGE = 30_000_000;
  private static final String END = "Host: localhost\r\n\r\n";
  private static final String PLAIN = plain("1");

  @TempDir Path folder;
  private Tomcat tomcat;

  private static String plain(String name) {
    return "GET /ready/" + name + " HTTP/1.1\r\n" + END;
  }

  /** Answers with the name of the thread that asks, or with much. */
  private static final ReadyAnswers READY =
      new ReadyAnswers() {
        @Override
        public String pathPrefix() {
          return "/ready/";
        }

        @Override
        public ReadyAnswer find(PlainRequest request) {
          return switch (request.path()) {
            case "/ready/missing" -> null;
            case "/ready/fault" -> throw new IllegalStateException("made for the test");
            case "/ready/large" -> answer(new byte[LARGE]);
            default ->
                answer(
                    ("ready by " + Thread.currentThread().getName())
                        .getBytes(StandardCharsets.UTF_8));
          };
        }

        private ReadyAnswer answer(byte[] body) {
          String head = "HTTP/1.1 200 \r\nContent-Length: " + body.length + "\r\n";
          return new ReadyAnswer(
              ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), ByteBuffer.wrap(body));
        }
      };

  /** The end of the long way. */
  private static final class Echo extends ValveBase {
    Echo() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException {
      StringBuilder echo = new StringBuilder("long way: ");
      echo.append(request.getMethod()).append(' ').append(request.getRequestURI());
      for (String name : Collections.list(request.getHeaderNames())) {
        echo.append('|').append(name).append('=').append(request.getHeader(name));
      }
      byte[] body = request.getInputStream().readAllBytes();
      echo.append('|').append(body.length).append(' ').append(Arrays.hashCode(body));
      byte[] bytes = echo.toString().getBytes(StandardCharsets.UTF_8);
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    }
  }

  /** As in the product: no management beans, whose descriptions need a DTD. */
  @BeforeAll
  static void withoutManagement() {
    Registry.disableRegistry();
  }

  private int start(String... proxies) throws Exception {
    tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    PollingProtocol protocol = new PollingProtocol();
    protocol.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    HostValve gate =
        new HostValve(
            new ForwardedRequest(
                new HttpProperties(
                    List.of(), List.of(proxies), Forwarding.X_FORWARDED_FOR, List.of())),
            new HostNames(List.of("map.example.cn"), ""));
    protocol.setEarly(new PollingEndpoint.Early(gate, READY));
    Connector connector = new Connector(protocol);
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    tomcat.getEngine().getPipeline().addValve(gate);
    tomcat.getEngine().getPipeline().addValve(new Echo());
    tomcat.addContext("", null);
    tomcat.start();
    return connector.getLocalPort();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  /**
   * The ready answer on a connection that a thread of the container may still hold for a moment
   * after its answer was read.
   */
  private static String ready(Wire wire) throws Exception {
    String text = wire.send(PLAIN).answer().text();
    while (!text.startsWith("ready by")) {
      assertThat(text).isEqualTo("long way: GET /ready/1|Host=localhost|0 1");
      Thread.sleep(5);
      text = wire.send(PLAIN).answer().text();
    }
    return text;
  }

  @Test
  void a_plain_request_is_answered_by_the_thread_that_watches_and_others_in_between_are_not()
      throws Exception {
    try (Wire wire = new Wire(start())) {
      for (int i = 0; i < 3; i++) {
        assertThat(ready(wire)).endsWith("-Poller");
        assertThat(wire.send("GET /other HTTP/1.1\r\nX-A: b\r\n" + END).answer().text())
            .isEqualTo("long way: GET /other|X-A=b|Host=localhost|0 1");
        String body = "x".repeat(50_000);
        assertThat(
                wire.send("POST /ready/1 HTTP/1.1\r\nContent-Length: 50000\r\n" + END + body)
                    .answer()
                    .text())
            .endsWith("|50000 " + Arrays.hashCode(body.getBytes(StandardCharsets.US_ASCII)));
      }
    }
  }

  @Test
  void what_has_no_ready_answer_goes_the_long_way_also_after_a_fault() throws Exception {
    try (Wire wire = new Wire(start())) {
      for (String name : List.of("missing", "fault")) {
        assertThat(wire.send(plain(name)).answer().text())
            .isEqualTo("long way: GET /ready/" + name + "|Host=localhost|0 1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEAD /ready/1 HTTP/1.1\r\n",
        "get /ready/1 HTTP/1.1\r\n",
        "GET  /ready/1 HTTP/1.1\r\n",
        "GET /ready/1  HTTP/1.1\r\n",
        "GET\t/ready/1 HTTP/1.1\r\n",
        "GET /ready/1 HTTP/1.0\r\n",
        "GET /ready/1 HTTP/2.0\r\n",
        "GET /ready/1 http/1.1\r\n",
        "GET /ready/1\r\n",
        "GET http://localhost/ready/1 HTTP/1.1\r\n",
        "GET //ready/1 HTTP/1.1\r\n",
        "GET /x/../ready/1 HTTP/1.1\r\n",
        "GET /%72eady/1 HTTP/1.1\r\n",
        "GET /READY/1 HTTP/1.1\r\n",
        "GET /ready/1\u0000 HTTP/1.1\r\n",
        "GET /ready/\u00e9 HTTP/1.1\r\n",
        "\r\nGET /ready/1 HTTP/1.1\r\n",
        "GET /ready/1 HTTP/1.1\n",
        "GET /ready/1 HTTP/1.1\r\nAccept: a\n",
        "GET /ready/1 HTTP/1.1\r\nAccept: a\rb\r\n",
        "GET /ready/1 HTTP/1.1\r\nAccept: a\tb\r\n",
        "GET /ready/1 HTTP/1.1\r\nAccept: a\u0000\r\n",
        "GET /ready/1 HTTP/1.1\r\nAccept: a\u00ff\r\n",
        "GET /ready/1 HTTP/1.1\r\nAccept: a\r\n b\r\n",
        "GET /ready/1 HTTP/1.1\r\n Accept: a\r\n",
        "GET /ready/1 HTTP/1.1\r\nAccept : a\r\n",
        "GET /ready/1 HTTP/1.1\r\nAccept\r\n",
        "GET /ready/1 HTTP/1.1\r\nAccept:\r\n",
        "GET /ready/1 HTTP/1.1\r\nAccept: a\r\naccept: b\r\n",
        "GET /ready/1 HTTP/1.1\r\nHost: localhost\r\n",
        "GET /ready/1 HTTP/1.1\r\nHost: evil.example\r\n",
        "GET /ready/1 HTTP/1.1\r\nCookie: a=b\r\nCookie: c=d\r\n",
        "GET /ready/1 HTTP/1.1\r\nOrigin: http://localhost\r\n",
        "GET /ready/1 HTTP/1.1\r\nRange: bytes=0-1\r\n",
        "GET /ready/1 HTTP/1.1\r\nExpect: 100-continue\r\n",
        "GET /ready/1 HTTP/1.1\r\nUpgrade: h2c\r\n",
        "GET /ready/1 HTTP/1.1\r\nContent-Length: 0\r\n",
        "GET /ready/1 HTTP/1.1\r\nTransfer-Encoding: identity\r\n",
        "GET /ready/1 HTTP/1.1\r\nConnection: close\r\n",
        "GET /ready/1 HTTP/1.1\r\nConnection: keep-alive, upgrade\r\n",
        "GET /ready/1 HTTP/1.1\r\nX-Unlisted: a\r\n"
      })
  void whatever_is_not_plain_goes_the_long_way(String start) throws Exception {
    try (Wire wire = new Wire(start())) {
      wire.send(start + END);
      wire.endSending();
      assertThat(wire.everything()).doesNotContain("ready by");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost.evil.example", "127.0.0.2", "map.example.cn.", "a b"})
  void a_strangers_name_gets_nothing_that_is_ready(String host) throws Exception {
    try (Wire wire = new Wire(start())) {
      Wire.Answer answer = wire.send(PLAIN.replace("localhost", host)).answer();
      assertThat(answer.status()).isIn(400, 421);
      assertThat(answer.text()).doesNotContain("ready by");
    }
  }

  @Test
  void behind_a_proxy_the_name_is_what_the_proxy_says_and_from_nobody_else() throws Exception {
    String forwarded =
        "GET /ready/1 HTTP/1.1\r\nX-Forwarded-For: 192.0.2.9\r\nX-Forwarded-Host: %s\r\nHost: %s\r\n\r\n";
    try (Wire wire = new Wire(start("127.0.0.1"))) {
      wire.send(forwarded.formatted("map.example.cn:8443", "inside"));
      assertThat(wire.answer().text()).startsWith("ready by");
      wire.send(forwarded.formatted("evil.example", "localhost"));
      assertThat(wire.answer().status()).isEqualTo(421);
    }
    stop();
    try (Wire wire = new Wire(start())) {
      wire.send(forwarded.formatted("evil.example", "localhost"));
      assertThat(wire.answer().text()).startsWith("ready by");
      wire.send(forwarded.formatted("map.example.cn", "inside"));
      assertThat(wire.answer().status()).isEqualTo(421);
    }
  }

  @Test
  void requests_in_pieces_and_several_at_once_are_answered_one_after_the_other() throws Exception {
    int port = start();
    try (Wire wire = new Wire(port)) {
      for (int i = 0; i < PLAIN.length(); i++) {
        wire.send(PLAIN.substring(i, i + 1));
        Thread.sleep(i % 8 == 0 ? 5 : 0);
      }
      assertThat(wire.answer().text()).contains("GET /ready/1", "Host=localhost");
      wire.send(PLAIN + plain("2") + plain("3"));
      for (String path : List.of("/ready/1", "/ready/2", "/ready/3")) {
        assertThat(wire.answer().text()).startsWith("long way: GET " + path);
      }
      assertThat(ready(wire)).endsWith("-Poller");
    }
    try (Wire wire = new Wire(port)) {
      // Half a request that begins plainly, and the rest after the thread has given up on it.
      wire.send("GET /ready/1 HTTP/1.1\r\nHost: localhost\r\n");
      Thread.sleep(50);
      assertThat(wire.send("X-Late: 1\r\n\r\n").answer().text()).contains("X-Late=1");
    }
    try (Wire wire = new Wire(port)) {
      // Longer than the look, up to what the container takes.
      String cookie = "Cookie: a=" + "x".repeat(7_000) + "\r\n";
      assertThat(wire.send("GET /ready/1 HTTP/1.1\r\n" + cookie + END).answer().text())
          .contains("long way", "x".repeat(7_000));
      assertThat(wire.send("GET /ready/1 HTTP/1.1\r\n" + cookie + cookie + END).head().status())
          .isEqualTo(400);
    }
  }

  @Test
  void who_reads_slowly_gets_everything_and_holds_up_nobody() throws Exception {
    int port = start();
    try (Wire slow = new Wire(port);
        Wire other = new Wire(port)) {
      slow.send(plain("large"));
      for (int i = 0; i < 20; i++) {
        assertThat(other.send(PLAIN).answer().text()).startsWith("ready by");
        Thread.sleep(5);
      }
      assertThat(slow.answer().body()).hasSize(LARGE);
      assertThat(ready(slow)).endsWith("-Poller");
    }
  }

  @Test
  void who_stops_sending_is_answered_and_who_goes_away_is_forgotten() throws Exception {
    int port = start();
    try (Wire half = new Wire(port)) {
      half.send(PLAIN).endSending();
      assertThat(half.answer().text()).startsWith("ready by");
      assertThat(half.isClosed()).isTrue();
    }
    for (int i = 0; i < 10; i++) {
      try (Wire gone = new Wire(port)) {
        gone.send(plain("large"));
        assertThat(gone.head().status()).isEqualTo(200);
      }
    }
    PollingProtocol protocol = (PollingProtocol) tomcat.getConnector().getProtocolHandler();
    for (int i = 0; protocol.getConnectionCount() > 1 && i < 500; i++) {
      Thread.sleep(10);
    }
    // One more than there are: the thread that accepts counts before it waits.
    assertThat(protocol.getConnectionCount()).isLessThanOrEqualTo(1);
    try (Wire next = new Wire(port)) {
      assertThat(next.send(PLAIN).answer().text()).startsWith("ready by");
    }
  }
}
