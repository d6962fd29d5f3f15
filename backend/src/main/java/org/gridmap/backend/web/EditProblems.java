package org.gridmap.backend.web;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of problem that a change of something stored can meet. */
@Configuration(proxyBeanMethods = false)
public class EditProblems {
  public static final ProblemType EDIT_CONFLICT =
      new ProblemType("edit-conflict", 412, "Somebody else changed it meanwhile");
  public static final ProblemType PRECONDITION_REQUIRED =
      new ProblemType("precondition-required", 428, "Say which version you changed");

  @Bean
  ProblemType.Catalogue problemsOfEdits() {
    return () -> List.of(EDIT_CONFLICT, PRECONDITION_REQUIRED);
  }
}
