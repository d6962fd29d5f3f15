package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class StoredWorkflowsTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Environment environment;
  @Autowired private Workflows workflows;

  @Test
  void a_file_without_the_step_at_which_an_event_stands_stops_the_start() {
    EventTown town = new EventTown(jdbc, environment);
    long id = town.reported(town.officer).get("id").asLong();
    StoredWorkflows check = new StoredWorkflows(jdbc, workflows);
    assertThatCode(check::afterSingletonsInstantiated).doesNotThrowAnyException();

    jdbc.sql("UPDATE event SET step = 'gone' WHERE id = ?").param(id).update();
    assertThatThrownBy(check::afterSingletonsInstantiated)
        .hasMessageContaining("step gone of the workflow seven-steps");
    jdbc.sql("UPDATE event SET step = 'collect' WHERE id = ?").param(id).update();
  }
}
