package org.gridmap.backend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The check that every client of the tests makes can fail. */
class DocumentedProblemsTest {
  private static String problem(String slug) {
    return "{\"type\":\"/problems/" + slug + "\"}";
  }

  @Test
  void a_refusal_that_the_description_does_not_name_is_told_with_its_route() {
    assertThatThrownBy(() ->
            DocumentedProblems.check(
                "POST", "/api/plans/7/operations", 409, problem("login-taken")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("POST /api/plans/{id}/operations answers 409 login-taken");
  }

  @Test
  void a_refusal_that_the_description_names_passes() {
    assertThatCode(() ->
            DocumentedProblems.check(
                "POST", "/api/plans/7/operations", 409, problem("plan-not-editable")))
        .doesNotThrowAnyException();
  }

  @Test
  void a_known_kind_with_another_status_is_told() {
    assertThatThrownBy(() ->
            DocumentedProblems.check(
                "POST", "/api/plans/7/operations", 418, problem("plan-not-editable")))
        .isInstanceOf(AssertionError.class);
  }
}
