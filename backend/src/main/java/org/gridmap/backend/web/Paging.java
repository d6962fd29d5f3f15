package org.gridmap.backend.web;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param limit at most so many rows, 1 or more
 * @param offset so many rows come before them, 0 or more
 */
public record Paging(int limit, long offset) {
  /**
   * Reads the parameters {@code limit} and {@code offset}.
   *
   * @param usual the limit if none is given
   * @param greatest the largest limit; more is refused
   * @throws ProblemException {@code malformed-request} if either is not a number in its range
   */
  public static Paging of(
      @Nullable String limit, @Nullable String offset, int usual, int greatest) {
    return new Paging(
        (int) QueryParameters.findNumber("limit", limit, 1, greatest).orElse(usual),
        QueryParameters.findNumber("offset", offset, 0, Long.MAX_VALUE).orElse(0));
  }

  /** As {@link #of}, but a larger limit counts as the largest, as OGC API - Features wants it. */
  public static Paging capped(
      @Nullable String limit, @Nullable String offset, int usual, int greatest) {
    long wanted = QueryParameters.findNumber("limit", limit, 1, Long.MAX_VALUE).orElse(usual);
    return new Paging(
        (int) Math.min(wanted, greatest),
        QueryParameters.findNumber("offset", offset, 0, Long.MAX_VALUE).orElse(0));
  }
}
