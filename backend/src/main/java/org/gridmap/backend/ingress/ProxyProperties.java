package org.gridmap.backend.ingress;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which proxies stand in front of this server.
 *
 * @param trusted their addresses or networks, such as 10.0.0.5 or 10.0.1.0/24; without any, no
 *     forwarded address is believed
 * @param header the one header in which they name the visitor; a proxy passes on what it does not
 *     know, so only one is read
 */
@Validated
@ConfigurationProperties("gridmap.proxy")
record ProxyProperties(
    @DefaultValue List<String> trusted, @DefaultValue("X_FORWARDED_FOR") Header header) {
  /** The ways to name a visitor. */
  enum Header {
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** RFC 7239. */
    FORWARDED("Forwarded");

    private final String text;

    Header(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
