package org.gridmap.backend.event;

import java.util.List;
import org.gridmap.backend.web.ProblemType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of problem that an event can meet. */
@Configuration(proxyBeanMethods = false)
public class EventProblems {
  public static final ProblemType SIDE_NEEDED =
      new ProblemType("side-needed", 409, "Say on which side of the border it is");
  public static final ProblemType ACTION_REFUSED =
      new ProblemType("event-action-refused", 409, "That cannot be done with the event");

  @Bean
  ProblemType.Catalogue problemsOfEvents() {
    return () -> List.of(SIDE_NEEDED, ACTION_REFUSED);
  }
}
