package org.gridmap.backend.identity;

import org.gridmap.backend.web.ProblemType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Beans of the module: its problem types, and whether the server is a demonstration. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {
  @Bean
  ProblemType.Catalogue problemsOfAccounts() {
    return AccountProblems::list;
  }

  @Bean
  DemoMode demoMode(Environment environment) {
    return new DemoMode(environment.acceptsProfiles(Profiles.of(DemoMode.PROFILE)));
  }
}
