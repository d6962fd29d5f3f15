package org.gridmap.backend.password;

import java.time.Duration;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Refusals that are over after a while, which the answer names in {@code Retry-After}. */
public final class RetryLater {
  private RetryLater() {}

  /** The refusal to throw; the header is set on the response of the current request, if any. */
  public static ProblemException because(ProblemType type, String detail, Duration wait) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        && request.getResponse() != null) {
      long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
      request.getResponse().setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
    return new ProblemException(type, detail);
  }
}
