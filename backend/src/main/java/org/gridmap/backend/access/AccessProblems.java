package org.gridmap.backend.access;

import java.util.List;
import org.gridmap.backend.web.ProblemType;

/** The problem types of authentication and authorization, beside those that every endpoint has. */
public final class AccessProblems {
  public static final ProblemType CSRF_REJECTED =
      new ProblemType("csrf-rejected", 403, "The request did not come from this page");
  public static final ProblemType STEP_UP_REQUIRED =
      new ProblemType("step-up-required", 403, "A second factor is needed first");
  public static final ProblemType PURPOSE_REQUIRED =
      new ProblemType("purpose-required", 422, "Say what it is needed for");
  public static final ProblemType RATE_LIMITED =
      new ProblemType("rate-limited", 429, "Too many requests of this kind");

  private AccessProblems() {}

  static List<ProblemType> list() {
    return List.of(CSRF_REJECTED, STEP_UP_REQUIRED, PURPOSE_REQUIRED, RATE_LIMITED);
  }
}
