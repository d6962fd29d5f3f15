package org.gridmap.backend.web.ingress;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Host names of the server, trusted proxies and origins.
 *
 * @param hosts names beside those of the loopback device that a request may be addressed to,
 *     without a port
 * @param proxies addresses or networks (CIDR) of the proxies in front, whose word about client,
 *     scheme and name is believed; nobody else's is
 * @param forwarding the header that these proxies write; the other one is what clients claim
 * @param origins origins such as {@code https://gis.example.cn} whose pages may read the map with a
 *     token of their user
 */
@ConfigurationProperties("gridmap.http")
record HttpProperties(
    @DefaultValue List<String> hosts,
    @DefaultValue List<String> proxies,
    @DefaultValue("x-forwarded-for") Forwarding forwarding,
    @DefaultValue List<String> origins) {
  /** The header in which a proxy names its client. */
  public enum Forwarding {
    /** X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host. */
    X_FORWARDED_FOR,
    /** Forwarded (RFC 7239). */
    FORWARDED
  }

  /** Every origin at once ({@code *}) would let any page use a token that it can get hold of. */
  private static void requireOrigin(String origin) {
    if (!origin.matches("https?://[^/*?#]+")) {
      throw new IllegalArgumentException(
          "gridmap.http.origins takes origins such as https://gis.example.cn, not " + origin);
    }
  }

  HttpProperties {
    hosts = List.copyOf(hosts);
    proxies = List.copyOf(proxies);
    origins = List.copyOf(origins);
    origins.forEach(HttpProperties::requireOrigin);
  }
}
