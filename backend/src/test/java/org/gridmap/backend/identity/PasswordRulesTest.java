package org.gridmap.backend.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.gridmap.backend.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordRulesTest {
  @ParameterizedTest
  @CsvSource({
    "elf zeichen, 12 to 128 characters",
    "aaaabbbbccccdddd, 5 different characters",
    "my name is Wang.Li indeed, does not hold the login"
  })
  void an_easy_password_is_refused_and_why(String password, String reason) {
    assertThatThrownBy(() -> PasswordRules.check(password, "wang.li"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining(password);
  }

  @Test
  void length_counts_characters_and_not_halves_of_them() {
    String twelve = "𠮷野家的十二个字之密码啊";
    assertThatCode(() -> PasswordRules.check(twelve, "wang.li")).doesNotThrowAnyException();
    assertThatThrownBy(() -> PasswordRules.check("𠮷".repeat(4) + "abcdefg", "wang.li"))
        .isInstanceOf(ProblemException.class);
    assertThat(PasswordRules.isPossible("𠮷".repeat(128))).isTrue();
    assertThat(PasswordRules.isPossible("x".repeat(129))).isFalse();
    assertThat(PasswordRules.isPossible("")).isFalse();
  }

  @Test
  void a_secret_is_never_made_twice_and_known_by_its_shape() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String secret = OpaqueToken.create();
      assertThat(OpaqueToken.looksLikeOne(secret)).isTrue();
      made.add(secret);
    }
    assertThat(made).hasSize(1_000);
    assertThat(OpaqueToken.looksLikeOne("x".repeat(42) + "=")).isFalse();
  }
}
