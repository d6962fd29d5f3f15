package org.gridmap.backend.place.staff;

import java.util.List;
import org.gridmap.backend.web.ProblemType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be wrong with an assignment beside its values. */
@Configuration(proxyBeanMethods = false)
class StaffProblems {
  static final ProblemType ASSIGNMENT_CONFLICT =
      new ProblemType("assignment-conflict", 409, "The post is held by the same person already");

  @Bean
  ProblemType.Catalogue problemsOfStaff() {
    return () -> List.of(ASSIGNMENT_CONFLICT);
  }
}
