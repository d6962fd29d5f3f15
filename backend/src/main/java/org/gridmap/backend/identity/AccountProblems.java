package org.gridmap.backend.identity;

import java.util.List;
import org.gridmap.backend.web.ProblemType;

/** The kinds of problem that accounts add. */
final class AccountProblems {
  public static final ProblemType LOGIN_TAKEN =
      new ProblemType("login-taken", 409, "Another account has this login");

  private AccountProblems() {}

  static List<ProblemType> list() {
    return List.of(LOGIN_TAKEN);
  }
}
