package org.gridmap.backend.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constraints of a request become one refusal that names fields and no values. */
class RequestValidatorTest {
  private interface OfNew {}

  private record Visitor(@NotBlank @PlainText @Nullable String name) {}

  private record Visit(
      @NotNull @CodeOf(DayOfWeek.class) @Nullable String weekday,
      @NotNull(groups = OfNew.class) @Nullable String reason,
      @PhoneNumber @Nullable String phone,
      @Max(9) int from,
      int until,
      List<@NotBlank String> notes,
      @Size(max = 3) List<@Valid Visitor> visitors)
      implements CrossFieldRules {
    @Override
    public Stream<String> broken() {
      return until < from ? Stream.of("until") : Stream.of();
    }
  }

  private final RequestValidator requests =
      new RequestValidator(Validation.buildDefaultValidatorFactory().getValidator());

  private static Visit visit(String weekday, String phone, int from, List<String> notes) {
    return new Visit(weekday, null, phone, from, 9, notes, List.of(new Visitor("王")));
  }

  @Test
  void a_request_without_a_fault_passes() {
    Visit visit = visit("MONDAY", "0571 8888-6666", 8, List.of("a"));
    assertThat(requests.check(visit)).isSameAs(visit);
  }

  @Test
  void every_wrong_field_is_named_once_in_the_order_of_the_request() {
    Visit visit =
        new Visit(
            "monday",
            null,
            "call me",
            10,
            9,
            List.of("", " ", "a"),
            List.of(new Visitor("王"), new Visitor("\u0007secret"), new Visitor(null)));
    assertThatThrownBy(() -> requests.check(visit))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.type()).isEqualTo(WebProblems.VALIDATION_FAILED);
              assertThat(problem.detail())
                  .isEqualTo(
                      "These fields hold a value that is not allowed: weekday, phone, from, until,"
                          + " notes, visitors[1].name, visitors[2].name.");
            });
  }

  @Test
  void a_list_of_too_many_is_named_without_its_elements() {
    List<Visitor> crowd = Collections.nCopies(4, new Visitor(null));
    Visit visit = new Visit("FRIDAY", null, "", 8, 9, List.of(), crowd);
    assertThatThrownBy(() -> requests.check(visit)).hasMessageEndingWith("allowed: visitors.");
  }

  @Test
  void constraints_of_a_group_hold_only_where_it_is_asked_for() {
    Visit visit = visit("FRIDAY", "", 8, List.of());
    assertThat(requests.check(visit)).isSameAs(visit);
    assertThatThrownBy(() -> requests.check(visit, OfNew.class)).hasMessageContaining("reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "110", "13800138000x", "1234567890123456", "()123", "+1 - 2"})
  void what_nobody_can_call_is_no_telephone_number(String phone) {
    Visit visit = visit("FRIDAY", phone, 8, List.of());
    assertThatThrownBy(() -> requests.check(visit)).hasMessageContaining("phone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1234", "+86 (571) 1", "123456789012345"})
  void a_telephone_number_is_3_to_15_digits_with_what_people_write_between(String phone) {
    Visit visit = visit("FRIDAY", phone, 8, List.of());
    assertThat(requests.check(visit)).isSameAs(visit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000", "a\tb", "\u007f", "\u0085", "a\ud840", "\udc00\ud840"})
  void a_control_and_half_a_character_are_no_text(String name) {
    Visitor visitor = new Visitor(name);
    assertThatThrownBy(() -> requests.check(visitor)).hasMessageContaining("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "𠮷野", "·é", "👍🏽"})
  void lines_and_characters_of_any_script_are_text(String name) {
    Visitor visitor = new Visitor(name);
    assertThat(requests.check(visitor)).isSameAs(visitor);
  }

  @Test
  void a_text_is_stored_without_white_space_around_it_and_composed() {
    assertThat(RequestValidator.text("\u3000e\u0301 ")).isEqualTo("é");
    assertThat(RequestValidator.text(null)).isEmpty();
  }
}
