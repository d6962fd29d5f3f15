package org.gridmap.backend.ingress;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the checks of this module in front of everything. */
@Configuration(proxyBeanMethods = false)
class IngressConfiguration {
  @Bean
  FirstValve requestGate(HttpProperties properties, @Value("${server.address:}") String address) {
    return new FirstValve(
        new RequestGate(
            new ForwardedRequest(properties), new HostNames(properties.hosts(), address)));
  }

  /** Adds the gate before any other module adds a valve. */
  record FirstValve(RequestGate gate)
      implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      factory.addEngineValves(gate);
    }

    @Override
    public int getOrder() {
      return Ordered.HIGHEST_PRECEDENCE;
    }
  }
}
