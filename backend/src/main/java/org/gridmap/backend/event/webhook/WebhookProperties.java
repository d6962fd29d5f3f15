package org.gridmap.backend.event.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param hosts names of hosts that may be told; nobody else is
 * @param privateHosts those of them that may lie in a private network or on this machine, and may
 *     be told without TLS
 * @param waits how long is waited after each attempt that failed; after one more the message is
 *     given up
 */
@ConfigurationProperties("gridmap.webhook")
record WebhookProperties(List<String> hosts, List<String> privateHosts, List<Duration> waits) {
  private static final List<Duration> A_DAY =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12));

  WebhookProperties {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
    privateHosts = privateHosts == null ? List.of() : List.copyOf(privateHosts);
    waits = waits == null || waits.isEmpty() ? A_DAY : List.copyOf(waits);
  }
}
