package org.gridmap.backend.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.Client;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.People;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.backend.access.RouteTable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ill-formed text in every place of a request, for each route of the table. */
@GridMapTest
class HostileTextTest {
  private static final List<String> ILL_FORMED =
      List.of("%00", "a%00b", "%FF", "%C0%80", "%ED%A0%80", "%E2%80%AE", "%EF%BF%BF", "%1B");
  private static final List<byte[]> BODIES =
      List.of(
          utf8("{\"q\":\"a\\u0000b\",\"name\":\"\\u0000\",\"login\":\"\\u0000\"}"),
          utf8("{\"\\u0000\":1}"),
          utf8("{\"q\":\"\\ud800\",\"name\":\"\\udc00\\ud800\"}"),
          utf8("{\"q\":\"\\u202e\",\"name\":\"\u202e\"}"),
          joined(utf8("{\"q\":\""), new byte[] {(byte) 0xC0, (byte) 0x80}, utf8("\"}")),
          joined(utf8("{\"q\":\""), new byte[] {(byte) 0xFF}, utf8("\"}")),
          new byte[] {'"', (byte) 0xE2, (byte) 0x80});
  private static final List<String> HEADERS =
      List.of("If-Match", "If-None-Match", "Idempotency-Key", "User-Agent", "Accept-Encoding");

  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;

  private final List<String> failures = new ArrayList<>();
  private final Map<Role, String> cookies = new EnumMap<>(Role.class);
  private int asked;

  @Test
  void no_route_fails_on_ill_formed_text_wherever_it_stands() throws IOException {
    TownFixture.in(jdbc);
    for (Role role : Role.values()) {
      String grid = role.scoped() ? "999900000001" : null;
      Browser browser = People.browser(jdbc, environment, People.with(jdbc, role.name(), grid));
      cookies.put(role, Browser.COOKIE + "=" + browser.cookie());
    }
    for (RouteRule rule : RouteTable.list()) {
      String path = rule.pattern().replace("/**", "/x").replaceAll("\\{[a-z]+}", "1");
      for (String text : ILL_FORMED) {
        expect(rule, 400, path + "?" + text, List.of(), new byte[0]);
        expect(rule, 400, path + "?" + text + "=1", List.of(), new byte[0]);
        expect(rule, 400, path + "?q=" + text + "&limit=" + text, List.of(), new byte[0]);
      }
      if (rule.pattern().contains("{")) {
        expect(rule, 400, path.replace("/1", "/1%00"), List.of(), new byte[0]);
        expect(rule, 400, path.replace("/1", "/%E2%80%AE"), List.of(), new byte[0]);
      }
      for (String header : HEADERS) {
        expect(rule, 400, path, List.of(header + ": a\u0001b"), new byte[0]);
        expect(rule, 400, path, List.of(header + ": \u00ff\u00fe"), new byte[0]);
        // Text of another language, as its bytes: a version or a key is none.
        boolean word = header.startsWith("If-") || header.equals("Idempotency-Key");
        expect(rule, word ? 400 : 0, path, List.of(header + ": \u00e4\u00b8\u00ad"), new byte[0]);
      }
      if (!rule.method().equals("GET")) {
        for (byte[] body : BODIES) {
          expect(rule, 0, path, List.of("Content-Type: application/json"), body);
        }
        expect(
            rule,
            0,
            path,
            List.of("Content-Type: application/x-www-form-urlencoded"),
            utf8("%00=1&a=%00"));
      }
    }
    assertThat(failures).isEmpty();
    assertThat(asked).isGreaterThan(4_000);
  }

  @Test
  void ill_formed_words_are_refused_in_words_and_well_formed_ones_are_taken() {
    Browser officer =
        People.browser(jdbc, environment, People.with(jdbc, Role.OFFICER.name(), "999900000001"));
    Client.Answer refused = officer.send("GET", "/api/search?q=%00", null);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("type").stringValue()).isEqualTo("/problems/malformed-request");
    assertThat(refused.json().path("detail").stringValue()).contains("control or invisible");
    assertThat(officer.post("/api/residents/search", Map.of("q", "a\u0000")).status())
        .isEqualTo(400);
    for (String fine : List.of("陈", "𠮷野", "a\tb\nc", "·é", "👍🏽")) {
      assertThat(officer.post("/api/residents/search", Map.of("q", fine)).status())
          .as(fine)
          .isEqualTo(200);
    }
  }

  /** A status, or 0 for any that is no fault of the server. */
  private void expect(RouteRule rule, int status, String path, List<String> headers, byte[] body)
      throws IOException {
    asked++;
    int answered = ask(rule, path, headers, body);
    if (status == 0 ? answered >= 500 : answered != status) {
      failures.add(
          rule.method() + " " + path + " " + headers + " " + body.length + ": " + answered);
    }
  }

  private int ask(RouteRule rule, String path, List<String> headers, byte[] body)
      throws IOException {
    URI server = URI.create(Client.of(environment).base());
    StringBuilder head =
        new StringBuilder(
            rule.method() + " " + path + " HTTP/1.1\r\nHost: " + server.getAuthority());
    for (Role role : Role.values()) {
      if (rule.anyOf().stream().anyMatch(role.rights()::contains)) {
        head.append("\r\nX-CSRF-Token: csrf\r\nCookie: ").append(cookies.get(role));
        break;
      }
    }
    headers.forEach(header -> head.append("\r\n").append(header));
    head.append("\r\nConnection: close\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      byte[] start = socket.getInputStream().readNBytes(12);
      return Integer.parseInt(new String(start, 9, 3, StandardCharsets.US_ASCII));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
