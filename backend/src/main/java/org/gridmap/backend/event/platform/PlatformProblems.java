package org.gridmap.backend.event.platform;

import java.util.List;
import org.gridmap.backend.web.ProblemType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of problem that a file of events can meet. */
@Configuration(proxyBeanMethods = false)
class PlatformProblems {
  static final ProblemType IMPORT_REJECTED =
      new ProblemType("event-import-rejected", 422, "Nothing of the file was stored");

  @Bean
  ProblemType.Catalogue problemsOfPlatforms() {
    return () -> List.of(IMPORT_REJECTED);
  }
}
