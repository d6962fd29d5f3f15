package org.gridmap.backend.web.ingress;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request of the simplest form: {@code GET} of HTTP/1.1 without a body, printable ASCII, known
 * headers, none of them twice. Anything else is left to the servlet container, so that no request
 * can be read in two ways (request smuggling).
 */
public final class PlainRequest {
  private static final String METHOD = "GET ";
  private static final String VERSION = " HTTP/1.1";
  private static final String LINE_END = "\r\n";

  /** Longer ones are for the container, which has limits of its own. */
  private static final int MOST_BYTES = 4_096;

  /** Headers that an answer may depend on, and others that change nothing. */
  private static final Set<String> NAMES =
      Set.of(
          "host",
          "authorization",
          "cookie",
          "if-none-match",
          "idle-seconds",
          "accept-encoding",
          "connection",
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "accept",
          "accept-language",
          "cache-control",
          "dnt",
          "pragma",
          "priority",
          "referer",
          "sec-fetch-dest",
          "sec-fetch-mode",
          "sec-fetch-site",
          "sec-ch-ua",
          "sec-ch-ua-mobile",
          "sec-ch-ua-platform",
          "sec-gpc",
          "user-agent");

  /** Each name in small letters by the two ways in which it is usually written. */
  private static final Map<String, String> SMALL =
      NAMES.stream()
          .flatMap(name -> Stream.of(name, capitalised(name)).distinct())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), PlainRequest::lowerCase));

  private final String path;
  private final @Nullable String query;

  /** Values by name in small letters. */
  private final Map<String, String> headers;

  private PlainRequest(String path, @Nullable String query, Map<String, String> headers) {
    this.path = path;
    this.query = query;
    this.headers = headers;
  }

  /** The path as it was sent. */
  public String path() {
    return path;
  }

  /** What stands behind the question mark as it was sent, or null. */
  public @Nullable String query() {
    return query;
  }

  /** The value of a header, whatever the case of its name, or null. */
  public @Nullable String header(String name) {
    return headers.get(small(name));
  }

  private static String small(String name) {
    String known = SMALL.get(name);
    return known == null ? lowerCase(name) : known;
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String capitalised(String name) {
    return Stream.of(name.split("-", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("-"));
  }

  /**
   * The request that a text is, from its first character to its last; null if it is none, not
   * whole, more than one, or not plain.
   */
  static @Nullable PlainRequest parse(String text) {
    int end = text.indexOf(LINE_END);
    int targetEnd = end - VERSION.length();
    if (text.length() > MOST_BYTES
        || targetEnd <= METHOD.length()
        || !text.startsWith(METHOD)
        || !text.startsWith(VERSION, targetEnd)
        || text.charAt(METHOD.length()) != '/'
        || !isPrintable(text, METHOD.length(), targetEnd)
        || text.lastIndexOf(' ', targetEnd - 1) >= METHOD.length()) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    int start = end + LINE_END.length();
    for (end = text.indexOf(LINE_END, start); end > start; end = text.indexOf(LINE_END, start)) {
      if (!addHeader(text, start, end, headers)) {
        return null;
      }
      start = end + LINE_END.length();
    }
    if (end < 0 || end + LINE_END.length() != text.length() || !headers.containsKey("host")) {
      return null;
    }
    String connection = headers.get("connection");
    if (connection != null && !connection.equalsIgnoreCase("keep-alive")) {
      return null;
    }
    String target = text.substring(METHOD.length(), targetEnd);
    int question = target.indexOf('?');
    return question < 0
        ? new PlainRequest(target, null, headers)
        : new PlainRequest(target.substring(0, question), target.substring(question + 1), headers);
  }

  private static boolean addHeader(String text, int start, int end, Map<String, String> headers) {
    int colon = text.indexOf(':', start);
    if (colon < 0 || colon >= end || !isPrintable(text, colon, end)) {
      return false;
    }
    String name = small(text.substring(start, colon));
    String value = text.substring(colon + 1, end).strip();
    return NAMES.contains(name) && !value.isEmpty() && headers.put(name, value) == null;
  }

  private static boolean isPrintable(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char next = text.charAt(i);
      if (next < 0x20 || next > 0x7E) {
        return false;
      }
    }
    return true;
  }
}
