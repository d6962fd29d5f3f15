package org.gridmap.backend.publication;

import java.util.List;
import org.gridmap.backend.web.ProblemType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of problem on the way of a plan into force. */
@Configuration(proxyBeanMethods = false)
class PublicationProblems {
  public static final ProblemType TOPOLOGY_CONFLICT =
      new ProblemType("topology-conflict", 409, "The land is not covered once and only once");
  public static final ProblemType PLAN_OUTDATED =
      new ProblemType("plan-outdated", 409, "The area was divided anew since the plan was begun");

  @Bean
  ProblemType.Catalogue problemsOfPublication() {
    return () -> List.of(TOPOLOGY_CONFLICT, PLAN_OUTDATED);
  }
}
