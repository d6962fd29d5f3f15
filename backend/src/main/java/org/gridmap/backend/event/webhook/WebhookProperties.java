package org.gridmap.backend.event.webhook;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param hosts names of hosts that may be told; nobody else is
 * @param privateHosts those of them that may lie in a private network or on this machine, and may
 *     be told without TLS
 */
@ConfigurationProperties("gridmap.webhook")
record WebhookProperties(List<String> hosts, List<String> privateHosts) {
  WebhookProperties {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
    privateHosts = privateHosts == null ? List.of() : List.copyOf(privateHosts);
  }
}
