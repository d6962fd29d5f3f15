package org.gridmap.backend.event;

import java.util.List;
import org.gridmap.backend.event.workflow.Workflows;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses a start with a file that no longer knows where events stand: a workflow or a step that
 * was taken out of it would leave them without a next step.
 */
@Component
class StoredWorkflows implements SmartInitializingSingleton {
  private final JdbcClient jdbc;
  private final Workflows workflows;

  StoredWorkflows(JdbcClient jdbc, Workflows workflows) {
    this.jdbc = jdbc;
    this.workflows = workflows;
  }

  private record Standing(String workflow, String step) {}

  @Override
  public void afterSingletonsInstantiated() {
    List<Standing> standings =
        jdbc.sql("SELECT DISTINCT workflow, step FROM event")
            .query((row, number) -> new Standing(row.getString(1), row.getString(2)))
            .list();
    for (Standing standing : standings) {
      boolean known =
          workflows.all().stream()
              .filter(workflow -> workflow.name().equals(standing.workflow()))
              .flatMap(workflow -> workflow.steps().stream())
              .anyMatch(step -> step.id().equals(standing.step()));
      if (!known) {
        throw new IllegalStateException(
            "Events stand at the step %s of the workflow %s, which the file of gridmap.event.file no longer has."
                .formatted(standing.step(), standing.workflow()));
      }
    }
  }
}
