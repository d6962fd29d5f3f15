package org.gridmap.backend.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.gridmap.backend.event.EventSummary.EventState;
import org.gridmap.backend.event.workflow.Urgency;
import org.gridmap.backend.web.Bbox;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; each part null for any.
 *
 * @param states at least one of these applies
 * @param urgencies colours
 * @param categories codes of categories
 * @param gridId events of the caller's grids below it
 * @param departments names of departments
 * @param step id of the step that must be taken next
 * @param from first moment of the reports
 * @param until the moment after the last one
 * @param bbox where
 * @param at a moment of the past: events as they were then, in the grids of then; null for now
 */
public record EventFilter(
    @Nullable List<String> states,
    @Nullable List<String> urgencies,
    @Nullable List<String> categories,
    @Nullable Long gridId,
    @Nullable List<String> departments,
    @Nullable String step,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Bbox bbox,
    @Nullable Instant at) {

  /** What the parameter for the moment says of itself. */
  static final String AT =
      "a day that has come, or a moment: events as they were then, in the grids of then; left out, now";

  /**
   * Query parameters as a client sends them; lists are joined by commas.
   *
   * @throws org.gridmap.backend.web.ProblemException malformed-request
   */
  static EventFilter of(
      @Nullable String state,
      @Nullable String urgency,
      @Nullable String category,
      @Nullable Long grid,
      @Nullable String department,
      @Nullable String step,
      @Nullable String from,
      @Nullable String to,
      @Nullable String bbox,
      @Nullable String at) {
    LocalDate last = day("to", to);
    return new EventFilter(
        codes("state", state, EventState.values()),
        codes("urgency", urgency, Urgency.values()),
        list(category),
        grid,
        list(department),
        step,
        start(day("from", from)),
        start(last == null ? null : last.plusDays(1)),
        Bbox.parse(bbox).orElse(null),
        past(at));
  }

  /** Nothing is known of a day that has not come; today is as it is now. */
  private static @Nullable Instant past(@Nullable String at) {
    Instant moment = QueryParameters.findMoment("at", at).orElse(null);
    Instant now = Instant.now();
    if (moment == null || !moment.isAfter(now)) {
      return moment;
    }
    if (dayOf(moment).isAfter(dayOf(now))) {
      throw QueryParameters.malformed("The parameter 'at' is a day that has come.");
    }
    return null;
  }

  /** The day of a moment in the town. */
  static LocalDate dayOf(Instant moment) {
    return moment.atZone(QueryParameters.TOWN).toLocalDate();
  }

  private static @Nullable List<String> list(@Nullable String value) {
    return value == null || value.isEmpty() ? null : List.of(value.split(",", -1));
  }

  private static @Nullable List<String> codes(
      String name, @Nullable String value, Enum<?>[] known) {
    List<String> codes = list(value);
    List<String> names = Arrays.stream(known).map(Enum::name).toList();
    if (codes != null && !names.containsAll(codes)) {
      throw QueryParameters.malformed(
          String.format(
              Locale.ROOT,
              "The parameter '%s' is one of %s, or several with commas.",
              name,
              names));
    }
    return codes;
  }

  private static @Nullable Instant start(@Nullable LocalDate day) {
    return day == null ? null : day.atStartOfDay(QueryParameters.TOWN).toInstant();
  }

  private static @Nullable LocalDate day(String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(value);
      if (day.getYear() >= 1950 && day.getYear() <= 2200) {
        return day;
      }
    } catch (DateTimeException e) {
      throw noDay(name);
    }
    throw noDay(name);
  }

  private static RuntimeException noDay(String name) {
    return QueryParameters.malformed(
        "The parameter '" + name + "' is a day such as 2026-11-22, from 1950 to 2200.");
  }
}
