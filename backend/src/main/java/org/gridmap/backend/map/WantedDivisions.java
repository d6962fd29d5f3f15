package org.gridmap.backend.map;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which divisions of land a request for a piece of the map is about. */
@Component
public class WantedDivisions {
  private final DivisionHistory history;

  WantedDivisions(DivisionHistory history) {
    this.history = history;
  }

  /**
   * The numbers of the divisions; null means those that are shown.
   *
   * @param division the parameter with the number of one, if it was sent
   * @param at the parameter with a day or a moment, if it was sent
   * @throws org.gridmap.backend.web.ProblemException malformed-request for what neither is, or both
   */
  public @Nullable List<Long> find(@Nullable String division, @Nullable String at) {
    OptionalLong wanted = number(division);
    Optional<Instant> moment = QueryParameters.findMoment("at", at);
    requireOne(wanted, moment);
    // By the divisions of that day and not by the day: most days have the same.
    return wanted.isPresent()
        ? List.of(wanted.getAsLong())
        : moment.map(history::listInForce).orElse(null);
  }

  /**
   * Refuses what {@link #find} refuses, where the divisions themselves do not matter.
   *
   * @throws org.gridmap.backend.web.ProblemException malformed-request
   */
  public static void check(@Nullable String division, @Nullable String at) {
    requireOne(number(division), QueryParameters.findMoment("at", at));
  }

  private static void requireOne(OptionalLong division, Optional<Instant> moment) {
    if (division.isPresent() && moment.isPresent()) {
      throw QueryParameters.malformed("Ask for a division or for a day, not for both.");
    }
  }

  /** The same question for other addresses; empty if nothing is asked for. */
  public static String query(@Nullable String division, @Nullable String at) {
    Optional<Instant> moment = QueryParameters.findMoment("at", at);
    OptionalLong wanted = number(division);
    return wanted.isPresent()
        ? "?division=" + wanted.getAsLong()
        : moment.map(one -> "?at=" + one).orElse("");
  }

  private static OptionalLong number(@Nullable String division) {
    return QueryParameters.findNumber("division", division, 0, Long.MAX_VALUE);
  }
}
