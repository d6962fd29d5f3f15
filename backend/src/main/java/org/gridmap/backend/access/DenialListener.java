package org.gridmap.backend.access;

import org.jspecify.annotations.Nullable;

/** Called for every refusal, before it is answered; the audit log implements it. */
public interface DenialListener {
  /**
   * Something refused.
   *
   * @param caller who asked
   * @param method HTTP method, or empty outside a request
   * @param route pattern of the route, never the address itself
   * @param reason slug of the problem
   * @param subjectType kind of the thing beyond the caller's scope; null where a route was refused
   * @param subjectId its id
   */
  record Refusal(
      Caller caller,
      String method,
      String route,
      String reason,
      @Nullable SubjectType subjectType,
      @Nullable Long subjectId) {}

  /** Called before the answer is sent. */
  void refused(Refusal refusal);
}
