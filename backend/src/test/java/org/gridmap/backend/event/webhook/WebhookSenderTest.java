package org.gridmap.backend.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSenderTest {
  private static final Duration WHOLE = Duration.ofSeconds(1);
  private final WebhookSender sender = new WebhookSender();
  private ServerSocket listening;

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    listening.close();
    sender.stop();
  }

  /** Whom it takes long to greet (TLS), to read what is sent, or to answer. */
  @ParameterizedTest
  @ValueSource(strings = {"https", "http", "http-large"})
  void whoever_connects_and_does_nothing_more_is_given_up_when_the_whole_time_is_over(String way) {
    WebhookAddress address =
        WebhookAddress.of(
            way.split("-")[0] + "://127.0.0.1:" + listening.getLocalPort() + "/",
            new WebhookProperties(List.of("127.0.0.1"), List.of("127.0.0.1"), List.of()));
    byte[] body = new byte[way.endsWith("large") ? 64 << 20 : 10];
    Instant before = Instant.now();
    assertThatThrownBy(() -> sender.send(address, Map.of(), body, WHOLE))
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
  }

  /** The example of the specification. */
  @Test
  void a_signature_is_that_of_standard_webhooks() {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    Instant at = Instant.ofEpochSecond(1_614_265_330);
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    String id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    String right = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    assertThat(WebhookSignature.of(secret, id, at, body)).isEqualTo(right);
    assertThat(WebhookSignature.fits("v1,other " + right, secret, id, at, body)).isTrue();
    assertThat(WebhookSignature.fits("v1,other", secret, id, at, body)).isFalse();
    assertThat(WebhookSignature.fits(right, secret, id, at.plusSeconds(1), body)).isFalse();
    assertThat(WebhookSignature.newSecret()).matches("whsec_[A-Za-z0-9+/]{43}=");
  }
}
