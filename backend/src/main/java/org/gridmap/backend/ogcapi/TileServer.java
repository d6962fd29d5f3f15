package org.gridmap.backend.ogcapi;

import java.util.List;
import org.apache.coyote.AbstractProtocol;
import org.gridmap.backend.access.Credentials;
import org.gridmap.backend.web.SecurityHeaders;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How tiles get out of the web server fast. */
@Configuration(proxyBeanMethods = false)
class TileServer {
  /** Most tiles fit in it, so they leave in one write instead of one for each 8 KiB. */
  private static final int WRITE_BUFFER_BYTES = 128 * 1024;

  /** Behind the gate of every request, which is ordered first. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> finishedTiles(
      TileCache cache, List<Credentials> credentials, SecurityHeaders headers) {
    return factory -> factory.addEngineValves(new TileValve(cache, credentials, headers.list()));
  }

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
