package org.gridmap.backend.web;

import java.util.List;
import java.util.Optional;

/** The kinds of problem that any endpoint can meet. */
public final class WebProblems {
  public static final ProblemType MALFORMED_REQUEST =
      new ProblemType("malformed-request", 400, "The request cannot be understood");
  public static final ProblemType TILE_OUT_OF_RANGE =
      new ProblemType("tile-out-of-range", 400, "There is no such tile");
  public static final ProblemType AUTHENTICATION_REQUIRED =
      new ProblemType("authentication-required", 401, "Sign in first");
  public static final ProblemType FORBIDDEN =
      new ProblemType("forbidden", 403, "This account may not do that");
  public static final ProblemType NOT_FOUND =
      new ProblemType("not-found", 404, "There is nothing here");
  public static final ProblemType METHOD_NOT_ALLOWED =
      new ProblemType("method-not-allowed", 405, "This address does not take that method");
  public static final ProblemType NOT_ACCEPTABLE =
      new ProblemType("not-acceptable", 406, "The answer does not exist in the wanted format");
  public static final ProblemType PAYLOAD_TOO_LARGE =
      new ProblemType("payload-too-large", 413, "The request is too large");
  public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
      new ProblemType("unsupported-media-type", 415, "The format of the request is not supported");
  public static final ProblemType MISDIRECTED_REQUEST =
      new ProblemType("misdirected-request", 421, "This server does not answer to that name");
  public static final ProblemType VALIDATION_FAILED =
      new ProblemType("validation-failed", 422, "A value is not allowed");
  public static final ProblemType INTERNAL_ERROR =
      new ProblemType("internal-error", 500, "The server made a mistake");
  public static final ProblemType OVERLOADED =
      new ProblemType("overloaded", 503, "The server is too busy for this request");
  public static final ProblemType DEPENDENCY_UNAVAILABLE =
      new ProblemType("dependency-unavailable", 503, "The database does not answer");

  private static final List<ProblemType> ALL =
      List.of(
          MALFORMED_REQUEST,
          TILE_OUT_OF_RANGE,
          AUTHENTICATION_REQUIRED,
          FORBIDDEN,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          NOT_ACCEPTABLE,
          PAYLOAD_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          MISDIRECTED_REQUEST,
          VALIDATION_FAILED,
          INTERNAL_ERROR,
          OVERLOADED,
          DEPENDENCY_UNAVAILABLE);

  private WebProblems() {}

  /** Every type of this module, in order of status. */
  public static List<ProblemType> list() {
    return ALL;
  }

  /** The type that stands for a bare HTTP status, if this module names one. */
  static Optional<ProblemType> findByStatus(int status) {
    return ALL.stream()
        .filter(type -> type.status() == status && type != TILE_OUT_OF_RANGE)
        .findFirst();
  }
}
