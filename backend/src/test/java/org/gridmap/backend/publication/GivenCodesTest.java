package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Codes while a plan is drawn, and when it is handed in. */
@CapabilityTest("publication")
@Import(Hamlet.SignIn.class)
class GivenCodesTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  private Hamlet hamlet;

  @BeforeEach
  void build() {
    hamlet = new Hamlet(context);
  }

  private boolean isGiven(int sequence) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM given_code WHERE code = ?)")
        .param(hamlet.code(sequence))
        .query(Boolean.class)
        .single();
  }

  private JsonNode grids(long plan) {
    return hamlet.get(hamlet.planner, "/api/plans/" + plan + "/partition").json().get("grids");
  }

  private String proposed(long plan) {
    return hamlet
        .move(
            hamlet.planner,
            plan,
            "codes",
            "{\"places\":[" + hamlet.json(0.2, 1.2) + "],\"role\":\"LEAF\"}")
        .json()
        .get("codes")
        .get(0)
        .asString();
  }

  @Test
  void parts_that_are_put_together_again_are_the_grid_that_they_were() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 11, 12));
    JsonNode merged = hamlet.apply(plan, hamlet.merge(11, 12, 12)).get("change").get("grids");
    assertThat(Hamlet.codes(merged, "code"))
        .contains(hamlet.code(1))
        .doesNotContain(hamlet.code(12));
    assertThat(Hamlet.codes(grids(plan), "code"))
        .contains(hamlet.code(1))
        .doesNotContain(hamlet.code(11), hamlet.code(12));
    assertThat(Hamlet.codes(grids(plan), "name")).contains("第1网格");
    // The log says what was done, so that it leads there again.
    long division = hamlet.publish(plan, null).json().get("divisionId").asLong();
    assertThat(
            jdbc.sql("SELECT count(*) FROM grid_lineage WHERE division_id = ?")
                .param(division)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void parts_of_another_shape_bear_the_code_that_was_asked_for() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 11, 12));
    hamlet.apply(plan, hamlet.transferWest(2, 12));
    hamlet.apply(plan, hamlet.merge(11, 12, 12));
    assertThat(Hamlet.codes(grids(plan), "code"))
        .contains(hamlet.code(12))
        .doesNotContain(hamlet.code(1));
  }

  @Test
  void a_split_that_is_taken_back_uses_no_code_up() {
    long plan = hamlet.plan(hamlet.division);
    String code = proposed(plan);
    int sequence = Integer.parseInt(code.substring(12));
    hamlet.apply(plan, hamlet.split(1, 1, sequence));
    assertThat(proposed(plan)).as("borne in the plan").isNotEqualTo(code);
    hamlet.move(hamlet.planner, plan, "undo", null);
    assertThat(isGiven(sequence)).isFalse();
    assertThat(proposed(plan)).isEqualTo(code);
  }

  @Test
  void codes_are_given_for_good_when_the_plan_is_handed_in() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 1, 11));
    assertThat(isGiven(11)).isFalse();
    assertThat(hamlet.move(hamlet.planner, plan, "submit", null).status()).isEqualTo(200);
    assertThat(isGiven(11)).isTrue();
  }

  @Test
  void of_two_plans_with_one_code_the_one_handed_in_later_gets_the_next_number() {
    long one = hamlet.plan(hamlet.division);
    long two = hamlet.plan(hamlet.division);
    hamlet.apply(one, hamlet.split(1, 1, 11));
    hamlet.apply(two, hamlet.split(3, 3, 11));
    assertThat(hamlet.move(hamlet.planner, one, "submit", null).status()).isEqualTo(200);
    Answer later = hamlet.move(hamlet.planner, two, "submit", null);
    assertThat(later.status()).as(later.text()).isEqualTo(200);
    assertThat(later.json().get("state").asString()).isEqualTo("SUBMITTED");
    assertThat(Hamlet.codes(grids(one), "code")).contains(hamlet.code(11));
    assertThat(Hamlet.codes(grids(two), "code"))
        .doesNotContain(hamlet.code(11))
        .contains(hamlet.code(5));
    assertThat(isGiven(5)).isTrue();
  }
}
