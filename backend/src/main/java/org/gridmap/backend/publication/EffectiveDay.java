package org.gridmap.backend.publication;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads from when on a plan shall be in force. */
@Component
class EffectiveDay {
  private static final String FIELD = "effectiveFrom";

  private final PublicationProperties properties;

  EffectiveDay(PublicationProperties properties) {
    this.properties = properties;
  }

  /** The last day for which a plan may be published. */
  LocalDate furthest() {
    return LocalDate.ofInstant(Instant.now().plus(properties.furthest()), QueryParameters.TOWN);
  }

  /**
   * A day stands for its first moment in the town; today's has passed and stands for now.
   *
   * @param text a day or a moment; null for now
   * @return the moment; null for now
   * @throws ProblemException validation-failed if it is neither, has passed, or lies too far ahead;
   *     then with the furthest day
   */
  @Nullable Instant read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    LocalDate day;
    Instant moment;
    try {
      if (text.length() == 10) {
        day = LocalDate.parse(text);
        if (day.equals(LocalDate.now(QueryParameters.TOWN))) {
          return null;
        }
        moment = day.atStartOfDay(QueryParameters.TOWN).toInstant();
      } else {
        moment = OffsetDateTime.parse(text).toInstant();
        day = LocalDate.ofInstant(moment, QueryParameters.TOWN);
      }
    } catch (DateTimeParseException e) {
      throw Faults.refusal(List.of(FIELD));
    }
    if (!moment.isAfter(Instant.now())) {
      throw Faults.refusal(List.of(FIELD));
    }
    if (day.isAfter(furthest())) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED,
          "A plan comes into force on " + furthest() + " at the latest.",
          Map.of("furthestDay", furthest().toString()));
    }
    return moment;
  }
}
