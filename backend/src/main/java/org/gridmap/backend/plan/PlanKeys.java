package org.gridmap.backend.plan;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;

/** The key without which nothing about plans is written. */
public final class PlanKeys {
  /** Header that names later versions which the caller made himself before he drew this. */
  public static final String OWN_VERSIONS = "Own-Versions";

  private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,15}(,[0-9]{1,15}){0,499}");

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

  /**
   * The header {@code Own-Versions}: numbers between commas.
   *
   * @return none without it
   * @throws ProblemException {@code validation-failed} if it is none
   */
  public static Set<Long> ownVersions(@Nullable String header) {
    if (header == null) {
      return Set.of();
    }
    if (!NUMBERS.matcher(header).matches()) {
      throw Faults.refusal(List.of(OWN_VERSIONS));
    }
    return Stream.of(header.split(",", -1)).map(Long::valueOf).collect(Collectors.toSet());
  }
}
