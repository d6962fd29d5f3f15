package org.gridmap.backend.account;

import java.util.List;
import org.gridmap.backend.web.ProblemType;

/** The kinds of problem that accounts, sessions and grants add. */
public final class AccountProblems {
  public static final ProblemType INVITATION_SPENT =
      new ProblemType("invitation-spent", 404, "The invitation is not valid");
  public static final ProblemType LOGIN_TAKEN =
      new ProblemType("login-taken", 409, "Another account has this login");
  public static final ProblemType LAST_ADMINISTRATOR =
      new ProblemType("last-administrator", 409, "Nobody would be left to look after accounts");
  public static final ProblemType SECOND_PERSON_REQUIRED =
      new ProblemType("second-person-required", 403, "Somebody else has to do this");
  public static final ProblemType GRANT_DECIDED =
      new ProblemType("grant-decided", 409, "The grant is no longer open");

  private AccountProblems() {}

  static List<ProblemType> list() {
    return List.of(
        SECOND_PERSON_REQUIRED, INVITATION_SPENT, LOGIN_TAKEN, LAST_ADMINISTRATOR, GRANT_DECIDED);
  }
}
