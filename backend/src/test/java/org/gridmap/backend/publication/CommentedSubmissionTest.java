package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A plan that is handed in, decided about and published with what was said about it. */
@CapabilityTest("publication")
@Import(Hamlet.SignIn.class)
class CommentedSubmissionTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  private Hamlet hamlet;
  private long plan;

  @BeforeEach
  void draw() {
    hamlet = new Hamlet(context);
    plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 1, 11));
  }

  private JsonNode comment(Caller caller, int leaf) {
    Answer added =
        hamlet.move(
            caller, plan, "comments", "{\"text\":\"再看看\",\"grid\":\"" + hamlet.code(leaf) + "\"}");
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    return added.json();
  }

  private JsonNode summary() {
    return hamlet.get(hamlet.leader, "/api/plans/" + plan).json();
  }

  private Answer settle(JsonNode comment) {
    return hamlet.send(
        hamlet.leader,
        "PUT",
        "/api/plans/" + plan + "/comments/" + comment.get("id").asLong() + "/state",
        "{\"state\":\"SETTLED\"}",
        "If-Match",
        "\"" + comment.get("version").asLong() + "\"");
  }

  @Test
  void a_submission_keeps_how_many_comments_were_open() {
    assertThat(summary().get("submittedOpenComments").isNull()).isTrue();
    JsonNode first = comment(hamlet.planner, 11);
    comment(hamlet.leader, 2);
    Answer submitted = hamlet.move(hamlet.planner, plan, "submit", null);
    assertThat(submitted.status()).as(submitted.text()).isEqualTo(200);
    assertThat(submitted.json().get("submittedOpenComments").asInt()).isEqualTo(2);

    // What is settled afterwards changes what is open, and not what was.
    assertThat(settle(first).status()).isEqualTo(200);
    assertThat(summary().get("openComments").asInt()).isEqualTo(1);
    assertThat(summary().get("submittedOpenComments").asInt()).isEqualTo(2);
    assertThat(
            jdbc.sql(
                    "SELECT detail->>'comments' FROM audit.entry WHERE action = 'PLAN_SUBMITTED' AND"
                        + " subject_id = ?")
                .param(plan)
                .query(String.class)
                .list())
        .isEqualTo(List.of("2"));
  }

  @Test
  void after_publication_the_comments_are_read_and_no_longer_written() {
    JsonNode open = comment(hamlet.leader, 2);
    Answer published = hamlet.publish(plan, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    JsonNode record = hamlet.get(hamlet.planner, "/api/plans/" + plan + "/comments").json();
    assertThat(record.get("mayWrite").asBoolean()).isFalse();
    assertThat(record.get("items")).hasSize(1);
    assertThat(Hamlet.problem(settle(open))).isEqualTo("409 plan-state-conflict");
  }
}
