package org.gridmap.backend.web;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * A request that cannot be answered, with the reason in words that may be shown to anybody: the
 * detail never holds SQL, class names, file paths or other people's data.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemType type;
  private final transient Map<String, ?> members;

  /**
   * @param type what kind of problem it is
   * @param detail what is wrong with this request and, if known, what to do about it
   */
  public ProblemException(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  /**
   * @param members what programs need to know beside the sentence, by name (RFC 9457, 3.2); records
   *     and collections are written as JSON
   */
  public ProblemException(ProblemType type, String detail, Map<String, ?> members) {
    super(detail);
    this.type = type;
    this.members = members;
  }

  /**
   * A refusal that is over after a while, which the answer names in {@code Retry-After}; the header
   * is set on the response of the current request, if any.
   */
  public static ProblemException retryAfter(
      Duration wait, ProblemType type, String detail, Map<String, ?> members) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        && request.getResponse() != null) {
      long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
      request.getResponse().setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
    return new ProblemException(type, detail, members);
  }

  public ProblemType type() {
    return type;
  }

  /** What programs need to know beside the sentence. */
  public Map<String, ?> members() {
    return members;
  }

  /** The sentence for the client. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
