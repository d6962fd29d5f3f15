package org.gridmap.backend.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressTest {
  private static final WebhookProperties ALLOWED =
      new WebhookProperties(
          List.of("hooks.example", "127.0.0.1", "localhost", "::1"),
          List.of("127.0.0.1"),
          List.of());

  @Test
  void a_host_is_told_that_the_settings_name() throws UnknownHostException {
    WebhookAddress address = WebhookAddress.of("https://HOOKS.example/a?b=c", ALLOWED);
    assertThat(address.port()).isEqualTo(443);
    assertThat(address.target()).isEqualTo("/a?b=c");
    assertThat(WebhookAddress.of("http://127.0.0.1:8081", ALLOWED).resolve().isLoopbackAddress())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/",
        "https://hooks.example.elsewhere.example/",
        "http://hooks.example/",
        "http://localhost/",
        "ftp://hooks.example/",
        "https://user@hooks.example/",
        "https://hooks.example/#part",
        "https://hooks.example@elsewhere.example/",
        "file:///etc/passwd",
        "https:///path",
        "//hooks.example/",
        "https://hooks.example /",
        "nothing"
      })
  void nobody_else_is(String address) {
    assertThatThrownBy(() -> WebhookAddress.of(address, ALLOWED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_name_that_means_this_machine_is_refused_when_it_is_called() {
    assertThatThrownBy(() -> WebhookAddress.of("https://localhost/", ALLOWED).resolve())
        .isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:1::1",
        "::ffff:127.0.0.1"
      })
  void addresses_of_private_networks_are_private(String address) throws UnknownHostException {
    assertThat(WebhookAddress.isPrivate(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "114.114.114.114"})
  void others_are_not(String address) throws UnknownHostException {
    assertThat(WebhookAddress.isPrivate(InetAddress.getByName(address))).isFalse();
  }
}
