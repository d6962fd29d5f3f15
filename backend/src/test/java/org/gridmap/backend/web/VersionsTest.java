package org.gridmap.backend.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change says which version it starts from, or is refused before it does anything. */
class VersionsTest {
  private record Shown(int photos) {}

  @Test
  void a_change_without_a_version_is_told_to_send_one() {
    assertThatThrownBy(() -> Versions.required(null))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.type()).isEqualTo(EditProblems.PRECONDITION_REQUIRED))
        .hasMessageContaining("If-Match");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"7\"", " \"7\" ", "\"7-gzip\"", "\"7-0123456789abcdef-gzip\""})
  void only_the_number_of_a_tag_of_ours_counts(String tag) {
    assertThat(Versions.required(tag)).isEqualTo(7);
    assertThatCode(() -> Versions.check(tag, 7)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Versions.check(tag, 8))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.type()).isEqualTo(EditProblems.EDIT_CONFLICT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "*", "W/\"7\"", "\"\"", "\"-7\"", "\"7\", \"8\"", "\"x\""})
  void what_is_no_tag_of_ours_is_somebody_elses_version(String tag) {
    assertThatThrownBy(() -> Versions.required(tag))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.type()).isEqualTo(EditProblems.EDIT_CONFLICT));
  }

  @Test
  void a_tag_of_more_than_the_version_changes_with_what_is_shown_and_keeps_the_number() {
    String one = Versions.tag(7, new Shown(1));
    assertThat(one).isNotEqualTo(Versions.tag(7, new Shown(2)));
    assertThat(one).isEqualTo(Versions.tag(7, new Shown(1)));
    assertThat(Versions.required(one)).isEqualTo(7);
    assertThat(Versions.tag(7)).isEqualTo("\"7\"");
  }
}
