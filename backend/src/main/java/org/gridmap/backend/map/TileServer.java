package org.gridmap.backend.map;

import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures Tomcat for tiles: its write buffer and how long connections are kept. */
@Configuration(proxyBeanMethods = false)
class TileServer {
  /** Most tiles fit in it, so they leave in one write instead of one for each 8 KiB. */
  private static final int WRITE_BUFFER_BYTES = 128 * 1024;

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tileConnections() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          connector.setProperty("socket.appWriteBufSize", Integer.toString(WRITE_BUFFER_BYTES));
          // A map keeps its connections; making new ones costs more than a tile.
          connector.setProperty("maxKeepAliveRequests", "-1");
          if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setTcpNoDelay(true);
          }
        });
  }
}
