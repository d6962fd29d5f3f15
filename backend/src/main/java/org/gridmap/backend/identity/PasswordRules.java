package org.gridmap.backend.identity;

import java.util.Locale;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;

/**
 * What a password must be: long. Rules about capitals and signs make people write passwords down;
 * these only keep out the first things a stranger would try.
 */
public final class PasswordRules {
  static final int SHORTEST = 12;
  static final int LONGEST = 128;
  private static final int FEWEST_DIFFERENT = 5;

  private PasswordRules() {}

  /**
   * Refuses a new password that is too easy.
   *
   * @param login the account's login, which the password may not hold
   * @throws ProblemException {@code validation-failed}
   */
  public static void check(String password, String login) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw refused("A password has %d to %d characters.".formatted(SHORTEST, LONGEST));
    }
    if (password.codePoints().distinct().count() < FEWEST_DIFFERENT) {
      throw refused("A password has at least %d different characters.".formatted(FEWEST_DIFFERENT));
    }
    if (password.toLowerCase(Locale.ROOT).contains(login)) {
      throw refused("A password does not hold the login.");
    }
  }

  /** Whether a text can be a password at all; longer ones are not worth hashing. */
  public static boolean isPossible(String password) {
    return !password.isEmpty() && password.codePointCount(0, password.length()) <= LONGEST;
  }

  private static ProblemException refused(String detail) {
    return new ProblemException(WebProblems.VALIDATION_FAILED, detail);
  }
}
