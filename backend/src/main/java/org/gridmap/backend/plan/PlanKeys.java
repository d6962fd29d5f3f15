package org.gridmap.backend.plan;

import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;

/** The key without which nothing about plans is written. */
public final class PlanKeys {
  private PlanKeys() {}

  /**
   * The header {@code Idempotency-Key}.
   *
   * @throws ProblemException {@code malformed-request} without it
   */
  public static String required(@Nullable String key) {
    if (key == null) {
      throw new ProblemException(
          WebProblems.MALFORMED_REQUEST, "Send a new key in the header 'Idempotency-Key'.");
    }
    return key;
  }
}
