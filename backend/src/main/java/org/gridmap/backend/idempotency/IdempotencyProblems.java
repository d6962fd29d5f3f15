package org.gridmap.backend.idempotency;

import java.util.List;
import org.gridmap.backend.web.ProblemType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The problem types of the header Idempotency-Key. */
@Configuration(proxyBeanMethods = false)
class IdempotencyProblems {
  static final ProblemType KEY_REUSED =
      new ProblemType("idempotency-key-reused", 422, "The key belongs to another request");

  @Bean
  ProblemType.Catalogue problemsOfIdempotency() {
    return () -> List.of(KEY_REUSED);
  }
}
