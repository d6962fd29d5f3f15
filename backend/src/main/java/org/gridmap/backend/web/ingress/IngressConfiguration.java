package org.gridmap.backend.web.ingress;

import java.util.Optional;
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
  FirstLook firstLook(
      HttpProperties properties,
      @Value("${server.address:}") String address,
      Optional<ReadyAnswers> answers) {
    return new FirstLook(
        new HostValve(new ForwardedRequest(properties), new HostNames(properties.hosts(), address)),
        answers);
  }

  /**
   * Adds {@link HostValve} before any other valve, and gives it to {@link PollingEndpoint}, which
   * answers before all valves.
   */
  record FirstLook(HostValve gate, Optional<ReadyAnswers> answers)
      implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      factory.addEngineValves(gate);
      factory.setProtocol(PollingProtocol.class.getName());
      answers.ifPresent(ready ->
          factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof PollingProtocol protocol) {
              protocol.setEarly(new PollingEndpoint.Early(gate, ready));
            }
          }));
    }

    @Override
    public int getOrder() {
      return Ordered.HIGHEST_PRECEDENCE;
    }
  }
}
