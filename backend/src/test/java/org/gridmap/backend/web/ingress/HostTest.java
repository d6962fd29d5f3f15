package org.gridmap.backend.web.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.Browser;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.People;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.backend.access.RouteTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@GridMapTest
@TestPropertySource(properties = "gridmap.http.hosts=map.example.cn,192.0.2.7")
class HostTest {
  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;
  private String cookie;

  @BeforeEach
  void signIn() {
    TownFixture.in(jdbc);
    cookie =
        Browser.COOKIE
            + "="
            + People.browser(jdbc, environment, People.with(jdbc, "PLANNER", "999900000001"))
                .cookie();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1",
        "127.0.0.1:9",
        "[::1]:80",
        "Map.Example.CN",
        "192.0.2.7:8443"
      })
  void names_of_the_loopback_device_and_configured_ones_are_answered_at_any_port(String host) {
    assertThat(get("/api/status", host)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evilmap.example.cn",
        "map.example.cn.",
        "127.0.0.2",
        "192.0.2.8",
        "[::2]"
      })
  void any_other_name_is_misdirected(String host) {
    String answer = get("/api/status", host);
    assertThat(answer)
        .startsWith("HTTP/1.1 421")
        .contains("application/problem+json", "/problems/misdirected-request", "gridmap.http.hosts")
        .doesNotContain(host);
  }

  @Test
  void no_route_at_all_answers_to_a_strangers_name() {
    List<String> answered = new ArrayList<>();
    for (RouteRule rule : RouteTable.list()) {
      String path = rule.pattern().replaceAll("\\{[^}]*}", "1").replace("/**", "/x.js");
      if (!send(rule.method() + " " + path, "evil.example").startsWith("HTTP/1.1 421")) {
        answered.add(rule.method() + " " + path);
      }
    }
    assertThat(answered).isEmpty();
    for (String path : List.of("/nothing/here", "/error", "/ogc/", "/%2e%2e/x", "/problems/x")) {
      assertThat(get(path, "evil.example")).startsWith("HTTP/1.1 4").doesNotContain("evil");
    }
    assertThat(send("OPTIONS /ogc", "evil.example")).startsWith("HTTP/1.1 421");
  }

  @Test
  void a_finished_tile_is_not_handed_out_under_a_strangers_name() {
    // 100.005 degrees east, 30.005 north
    String tile = "/tiles/14/12743/6754.mvt";
    assertThat(get(tile, "localhost")).matches("(?s)HTTP/1.1 20[04].*");
    assertThat(get(tile, "localhost")).matches("(?s)HTTP/1.1 20[04].*");

    assertThat(get(tile, "evil.example")).startsWith("HTTP/1.1 421");
  }

  @Test
  void the_demo_button_and_the_login_are_out_of_reach_by_rebinding() {
    for (String route : List.of("POST /api/session/demo", "POST /api/session")) {
      assertThat(send(route, "evil.example", "Origin: http://evil.example"))
          .startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void links_carry_the_name_that_was_asked_for_and_nothing_a_stranger_forwards() {
    for (String path : List.of("/ogc", "/ogc/api", "/ogc/collections", "/tiles/tilejson.json")) {
      String answer =
          send(
              "GET " + path,
              "map.example.cn",
              "X-Forwarded-Host: evil.example",
              "X-Forwarded-Proto: https",
              "Forwarded: host=evil.example;proto=https");
      assertThat(answer)
          .as(path)
          .startsWith("HTTP/1.1 200")
          .contains("http://map.example.cn")
          .doesNotContain("evil.example", "https://map");
    }
  }

  @Test
  void an_address_in_the_first_line_of_the_request_counts_as_well() {
    assertThat(send("GET http://evil.example/api/status", "localhost"))
        .startsWith("HTTP/1.1 4")
        .doesNotContain("200 ");
  }

  private String get(String path, String host) {
    return send("GET " + path, host);
  }

  private String send(String route, String host, String... headers) {
    String text =
        route
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: close\r\nContent-Length: 0\r\nCookie: "
            + cookie
            + "\r\n"
            + String.join("", List.of(headers).stream().map(one -> one + "\r\n").toList())
            + "\r\n";
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
