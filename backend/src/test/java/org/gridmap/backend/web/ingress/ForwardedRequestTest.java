package org.gridmap.backend.web.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.gridmap.backend.web.ingress.HttpProperties.Forwarding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedRequestTest {
  private static final String PROXY = "10.0.0.1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // one proxy
        "198.51.100.9 | 198.51.100.9",
        "198.51.100.9:4711 | 198.51.100.9",
        "[2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
        "2001:db8::1 | 2001:db8:0:0:0:0:0:1",
        // what stands before the word of the last configured proxy is a claim
        "203.0.113.5, 198.51.100.9 | 198.51.100.9",
        "203.0.113.5, 198.51.100.9, 10.0.0.2 | 198.51.100.9",
        // all of them proxies: the first one is as far as it goes
        "10.0.0.3, 10.0.0.2 | 10.0.0.3",
        // words that are no addresses are not looked up
        "unknown | 10.0.0.1",
        "evil.example | 10.0.0.1",
        "198.51.100.9, _hidden, 10.0.0.2 | 10.0.0.2"
      })
  void the_client_is_the_last_address_that_no_configured_proxy_has(String header, String client) {
    Request request = from(PROXY, "X-Forwarded-For", header);
    forwarded(Forwarding.X_FORWARDED_FOR).restore(request);
    assertThat(request.getRemoteAddr()).isEqualTo(client);
  }

  @Test
  void the_standard_header_is_read_if_the_proxies_write_that_one() {
    Request request =
        from(
            PROXY,
            "Forwarded",
            "for=203.0.113.5;host=evil.example, For=\"[2001:db8::1]:99\";Proto=https;HOST=\"map.example.cn\";by=_x");
    forwarded(Forwarding.FORWARDED).restore(request);

    assertThat(request.getRemoteAddr()).isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(request.getServerName()).isEqualTo("map.example.cn");
    assertThat(request.getHeader("Host")).isEqualTo("map.example.cn");
    assertThat(request.getServerPort()).isEqualTo(443);
    assertThat(request.getScheme()).isEqualTo("https");
    assertThat(request.isSecure()).isTrue();
  }

  @Test
  void scheme_and_name_come_from_the_same_proxy() {
    Request request =
        from(
            PROXY,
            "X-Forwarded-For",
            "198.51.100.9",
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Host",
            "evil.example, map.example.cn:8443");
    forwarded(Forwarding.X_FORWARDED_FOR).restore(request);

    assertThat(request.getRequestURL().toString()).isEqualTo("https://map.example.cn:8443/ogc");
  }

  @ParameterizedTest
  @CsvSource({
    "map.example.cn:8443, https, https://map.example.cn:8443/ogc",
    "map.example.cn, https, https://map.example.cn/ogc",
    "map.example.cn, http, http://map.example.cn/ogc"
  })
  void a_name_that_is_handed_on_keeps_its_port(String host, String scheme, String address) {
    Request request =
        from(PROXY, "X-Forwarded-For", "198.51.100.9", "X-Forwarded-Proto", scheme, "Host", host);
    request.getCoyoteRequest().serverName().setString("map.example.cn");
    forwarded(Forwarding.X_FORWARDED_FOR).restore(request);

    assertThat(request.getRequestURL().toString()).isEqualTo(address);
  }

  @Test
  void the_header_that_the_proxies_do_not_write_is_what_a_client_claims() {
    Request request = from(PROXY, "Forwarded", "for=198.51.100.9;host=evil.example");
    forwarded(Forwarding.X_FORWARDED_FOR).restore(request);
    assertThat(request.getRemoteAddr()).isEqualTo(PROXY);
    assertThat(request.getServerName()).isEqualTo("localhost");
  }

  @Test
  void nobody_else_is_believed() {
    Request request =
        from("198.51.100.7", "X-Forwarded-For", "203.0.113.5", "X-Forwarded-Host", "x");
    forwarded(Forwarding.X_FORWARDED_FOR).restore(request);
    assertThat(request.getRemoteAddr()).isEqualTo("198.51.100.7");
    assertThat(request.getServerName()).isEqualTo("localhost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.0.0.0/99", "*"})
  void a_proxy_is_configured_by_address_or_network_only(String proxy) {
    HttpProperties properties =
        new HttpProperties(List.of(), List.of(proxy), Forwarding.X_FORWARDED_FOR, List.of());
    assertThatThrownBy(() -> new ForwardedRequest(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gridmap.http.proxies");
  }

  private static ForwardedRequest forwarded(Forwarding forwarding) {
    return new ForwardedRequest(
        new HttpProperties(List.of(), List.of("10.0.0.0/8"), forwarding, List.of()));
  }

  private static Request from(String peer, String... headers) {
    org.apache.coyote.Request coyote = new org.apache.coyote.Request();
    Request request = new Request(new Connector(), coyote);
    coyote.scheme().setString("http");
    coyote.serverName().setString("localhost");
    coyote.setServerPort(8080);
    coyote.requestURI().setString("/ogc");
    coyote.getMimeHeaders().addValue("Host").setString("localhost:8080");
    for (int i = 0; i < headers.length; i += 2) {
      coyote.getMimeHeaders().setValue(headers[i]).setString(headers[i + 1]);
    }
    request.setRemoteAddr(peer);
    return request;
  }
}
