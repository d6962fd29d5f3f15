package org.gridmap.backend.access;

import org.jspecify.annotations.Nullable;

/** Hears of everything that a caller was refused; the audit log does. */
public interface DenialListener {
  /**
   * Something refused.
   *
   * @param caller who asked
   * @param method HTTP method, or empty outside a request
   * @param route pattern of the route, never the address itself
   * @param reason slug of the problem
   * @param subjectType kind of the thing beyond the caller's scope, such as {@code house}
   * @param subjectId its id
   */
  record Refusal(
      Caller caller,
      String method,
      String route,
      String reason,
      @Nullable String subjectType,
      @Nullable Long subjectId) {}

  /** Called before the answer is sent. */
  void refused(Refusal refusal);
}
