package org.gridmap.backend.land;

import java.util.List;
import org.gridmap.backend.web.ProblemType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of problem that a code can meet. */
@Configuration(proxyBeanMethods = false)
public class LineageProblems {
  public static final ProblemType CODE_TAKEN =
      new ProblemType("code-taken", 409, "The code was given to another grid");

  @Bean
  ProblemType.Catalogue problemsOfLineage() {
    return () -> List.of(CODE_TAKEN);
  }
}
