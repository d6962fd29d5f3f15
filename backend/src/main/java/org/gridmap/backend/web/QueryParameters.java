package org.gridmap.backend.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Reads the values of query parameters; every refusal is a {@code malformed-request}. */
public final class QueryParameters {
  /** Days begin at midnight in the town. */
  public static final ZoneId TOWN = ZoneId.of("Asia/Shanghai");

  private static final Instant EARLIEST = Instant.parse("1950-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private QueryParameters() {}

  /**
   * For endpoints that take the whole map of parameters.
   *
   * @throws ProblemException if a given name is not among the known ones
   */
  public static void requireKnown(Collection<String> given, Collection<String> known) {
    if (!known.containsAll(given)) {
      throw malformed(Check.unknown(known));
    }
  }

  /**
   * A whole number within both bounds, or empty if the parameter is absent.
   *
   * @throws ProblemException if it is anything else
   */
  public static OptionalLong findNumber(
      String name, @Nullable String value, long least, long greatest) {
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value.matches("-?[0-9]{1,18}")) {
      long number = Long.parseLong(value);
      if (number >= least && number <= greatest) {
        return OptionalLong.of(number);
      }
    }
    String range =
        greatest == Long.MAX_VALUE ? " from " + least : " from " + least + " to " + greatest;
    throw malformed("The parameter '" + name + "' is a whole number" + range + ".");
  }

  /**
   * A moment, or empty if the parameter is absent. A day stands for its last moment in the town, so
   * that whatever came into force on that day is seen.
   *
   * @throws ProblemException if it is neither a day (2026-11-22) nor a moment
   *     (2026-11-22T08:00:00Z)
   */
  public static Optional<Instant> findMoment(String name, @Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      Instant moment =
          value.length() == 10
              ? LocalDate.parse(value).plusDays(1).atStartOfDay(TOWN).toInstant().minusMillis(1)
              : OffsetDateTime.parse(value).toInstant();
      // What PostgreSQL and JavaScript both can say.
      if (moment.isAfter(EARLIEST) && moment.isBefore(LATEST)) {
        return Optional.of(moment);
      }
    } catch (DateTimeException e) {
      throw noMoment(name);
    }
    throw noMoment(name);
  }

  private static ProblemException noMoment(String name) {
    return malformed(
        "The parameter '"
            + name
            + "' is a day such as 2026-11-22 or a moment such as 2026-11-22T08:00:00Z, from 1950 to"
            + " 2200.");
  }

  /** A refusal of the request with a sentence for the client. */
  public static ProblemException malformed(String detail) {
    return new ProblemException(WebProblems.MALFORMED_REQUEST, detail);
  }

  /**
   * Refuses query parameters that the endpoint does not know and parameters given twice: a misspelt
   * filter that is silently ignored shows the wrong map.
   *
   * <p>The known names are those of the {@code @RequestParam} parameters of the controller's
   * method. A method that takes the whole map of parameters checks the names itself.
   */
  static final class Check implements HandlerInterceptor {
    private record Known(boolean any, List<String> names) {}

    private final Map<HandlerMethod, Known> knownOf = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      if (handler instanceof HandlerMethod method
          && request.getQueryString() != null
          && !method.hasMethodAnnotation(ReadsOwnParameters.class)) {
        Known known = knownOf.computeIfAbsent(method, Check::known);
        request.getParameterMap().forEach((name, values) -> check(known, name, values.length));
      }
      return true;
    }

    private static void check(Known known, String name, int times) {
      if (!known.any() && !known.names().contains(name)) {
        throw new ProblemException(WebProblems.MALFORMED_REQUEST, unknown(known.names()));
      }
      if (times > 1) {
        throw new ProblemException(
            WebProblems.MALFORMED_REQUEST, "A query parameter may be given once only.");
      }
    }

    /**
     * The sentence for a parameter that is not one of those known; the name itself is not echoed.
     */
    static String unknown(Iterable<String> known) {
      TreeSet<String> sorted = new TreeSet<>();
      known.forEach(sorted::add);
      return sorted.isEmpty()
          ? "This address takes no query parameters."
          : "There is a query parameter that this address does not know; it knows: "
              + String.join(", ", sorted)
              + ".";
    }

    private static Known known(HandlerMethod method) {
      List<MethodParameter> parameters =
          Arrays.stream(method.getMethodParameters())
              .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
              .toList();
      boolean any =
          parameters.stream()
              .anyMatch(parameter -> Map.class.isAssignableFrom(parameter.getParameterType()));
      return new Known(any, parameters.stream().map(Check::name).toList());
    }

    private static String name(MethodParameter parameter) {
      RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
      if (annotation != null && !annotation.value().isEmpty()) {
        return annotation.value();
      }
      if (annotation != null && !annotation.name().isEmpty()) {
        return annotation.name();
      }
      return String.valueOf(parameter.getParameter().getName());
    }
  }
}
