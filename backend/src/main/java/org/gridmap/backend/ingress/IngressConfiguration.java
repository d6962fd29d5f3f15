package org.gridmap.backend.ingress;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the checks of this module in front of everything. */
@Configuration(proxyBeanMethods = false)
class IngressConfiguration {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestGate(
      HttpProperties properties, @Value("${server.address:}") String address) {
    RequestGate gate =
        new RequestGate(
            new ForwardedRequest(properties), new HostNames(properties.hosts(), address));
    return factory -> factory.addEngineValves(gate);
  }
}
