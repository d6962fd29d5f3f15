package org.gridmap.backend.event.open311;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a client wants to see.
 *
 * @param numbers numbers of requests; all other conditions are ignored then
 * @param categories codes of services; empty for all
 * @param open whether open ones are wanted
 * @param closed whether closed ones are
 * @param from reported at this moment or later
 * @param until reported at this moment or before
 * @param updatedFrom changed last at this moment or later
 * @param updatedUntil changed last at this moment or before
 * @param around where
 * @param page number of the page, from 1
 * @param size most requests of a page
 */
record RequestFilter(
    List<String> numbers,
    List<String> categories,
    boolean open,
    boolean closed,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Instant updatedFrom,
    @Nullable Instant updatedUntil,
    @Nullable Circle around,
    int page,
    int size) {
  /** How many answers there are at most, and without {@code page_size}. */
  static final int MOST = 1_000;

  private static final Duration DAYS = Duration.ofDays(90);

  /** So far the list can be leafed through; whoever wants more asks for fewer days at a time. */
  private static final int DEEPEST = 10_000;

  private static final int MOST_LISTED = 200;
  private static final double MOST_METRES = 50_000;
  private static final Instant EARLIEST = Instant.parse("1950-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  static final Set<String> PARAMETERS =
      Set.of(
          "jurisdiction_id",
          "api_key",
          "service_request_id",
          "service_code",
          "start_date",
          "end_date",
          "status",
          "page",
          "page_size",
          "updated_after",
          "updated_before",
          "lat",
          "long",
          "radius",
          "extensions");

  /**
   * @param longitude degrees
   * @param latitude degrees
   * @param metres radius
   */
  record Circle(double longitude, double latitude, double metres) {}

  /**
   * @param now without a date the last 90 days count, which are also the most at a time
   * @throws Open311Exception 400 for a value that is not allowed
   */
  static RequestFilter of(Map<String, String> parameters, Instant now) {
    for (String name : parameters.keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw new Open311Exception(400, "there is a parameter that this address does not know");
      }
    }
    List<String> numbers = list(parameters, "service_request_id");
    if (!numbers.isEmpty()) {
      return new RequestFilter(
          numbers, List.of(), true, true, null, null, null, null, null, 1, MOST);
    }
    Set<String> states = Set.copyOf(list(parameters, "status"));
    if (!Set.of("open", "closed").containsAll(states)) {
      throw new Open311Exception(400, "status is open or closed");
    }
    Span reported = span(parameters, "start_date", "end_date");
    Span updated = span(parameters, "updated_after", "updated_before");
    if (reported == null && updated == null) {
      reported = new Span(now.minus(DAYS), null);
    }
    int page = number(parameters, "page", 1, DEEPEST, 1);
    int size = number(parameters, "page_size", 1, MOST, MOST);
    if (page * size > DEEPEST) {
      throw new Open311Exception(
          400, "page and page_size reach " + DEEPEST + " requests at most; ask for fewer days");
    }
    return new RequestFilter(
        List.of(),
        list(parameters, "service_code"),
        states.isEmpty() || states.contains("open"),
        states.isEmpty() || states.contains("closed"),
        reported == null ? null : reported.from(),
        reported == null ? null : reported.until(),
        updated == null ? null : updated.from(),
        updated == null ? null : updated.until(),
        circle(parameters),
        page,
        size);
  }

  private record Span(Instant from, @Nullable Instant until) {}

  /** The days between two moments; with one of them those before or behind it. */
  private static @Nullable Span span(Map<String, String> parameters, String first, String last) {
    Instant from = moment(parameters, first);
    Instant until = moment(parameters, last);
    if (from == null) {
      return until == null ? null : new Span(until.minus(DAYS), until);
    }
    if (until != null && until.isAfter(from.plus(DAYS))) {
      throw new Open311Exception(
          400, first + " and " + last + " lie " + DAYS.toDays() + " days apart at most");
    }
    return new Span(from, until == null ? from.plus(DAYS) : until);
  }

  /** Whether a client wants {@code extended_attributes}. */
  static boolean extended(Map<String, String> parameters) {
    return switch (parameters.getOrDefault("extensions", "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Open311Exception(400, "extensions is true or false");
    };
  }

  private static List<String> list(Map<String, String> parameters, String name) {
    List<String> values =
        Arrays.stream(parameters.getOrDefault(name, "").split(","))
            .map(String::strip)
            .filter(value -> !value.isEmpty())
            .toList();
    if (values.size() > MOST_LISTED) {
      throw new Open311Exception(400, name + " lists " + MOST_LISTED + " values at most");
    }
    return values;
  }

  private static @Nullable Instant moment(Map<String, String> parameters, String name) {
    String value = parameters.get(name);
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      // A plus that nobody escaped arrives as a blank.
      Instant moment = OffsetDateTime.parse(value.strip().replace(' ', '+')).toInstant();
      if (moment.isAfter(EARLIEST) && moment.isBefore(LATEST)) {
        return moment;
      }
    } catch (DateTimeException e) {
      throw noMoment(name);
    }
    throw noMoment(name);
  }

  private static Open311Exception noMoment(String name) {
    return new Open311Exception(
        400, name + " is a moment with its zone such as 2026-11-29T03:15:00+08:00");
  }

  private static @Nullable Circle circle(Map<String, String> parameters) {
    if (!parameters.containsKey("lat")
        && !parameters.containsKey("long")
        && !parameters.containsKey("radius")) {
      return null;
    }
    return new Circle(
        degrees(parameters, "long", 180),
        degrees(parameters, "lat", 90),
        decimal(parameters, "radius", 0, MOST_METRES));
  }

  /**
   * @throws Open311Exception 400 if it is missing or no number of degrees
   */
  static double degrees(Map<String, String> parameters, String name, double most) {
    return decimal(parameters, name, -most, most);
  }

  private static double decimal(
      Map<String, String> parameters, String name, double least, double most) {
    String value = parameters.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new Open311Exception(400, name + " was not provided");
    }
    if (value.matches("[+-]?[0-9]{1,6}(\\.[0-9]{1,20})?")) {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Open311Exception(400, name + " is a number from " + least + " to " + most);
  }

  private static int number(
      Map<String, String> parameters, String name, int least, int most, int otherwise) {
    String value = parameters.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Open311Exception(400, name + " is a whole number from " + least + " to " + most);
  }
}
