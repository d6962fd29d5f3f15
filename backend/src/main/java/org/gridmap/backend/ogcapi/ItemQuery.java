package org.gridmap.backend.ogcapi;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.ogcapi.MapCollection.Filter;
import org.gridmap.backend.ogcapi.MapCollection.Selection;
import org.gridmap.backend.web.Bbox;
import org.gridmap.backend.web.Paging;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of one page of items.
 *
 * @param selection what is wanted
 * @param paging which part of it
 * @param after id of the last item of the page before, or null if the page is found by counting:
 *     the links to next pages carry it, so that a page deep inside costs no more than the first
 */
record ItemQuery(Selection selection, Paging paging, @Nullable Long after) {
  static final int USUAL_LIMIT = 10;
  static final int GREATEST_LIMIT = 10_000;
  private static final List<String> GENERAL =
      List.of("bbox", "datetime", "limit", "offset", "after");

  /**
   * @throws org.gridmap.backend.web.ProblemException {@code malformed-request} for a parameter that
   *     the collection does not take, or a value out of its range
   */
  static ItemQuery of(MapCollection collection, Map<String, String> given) {
    List<String> known = new ArrayList<>(GENERAL);
    collection.filters().forEach(filter -> known.add(filter.name()));
    QueryParameters.requireKnown(given.keySet(), known);
    checkTime(given.get("datetime"));
    Map<String, Long> filters = new HashMap<>();
    for (Filter filter : collection.filters()) {
      QueryParameters.findNumber(
              filter.name(), given.get(filter.name()), filter.least(), filter.greatest())
          .ifPresent(value -> filters.put(filter.name(), value));
    }
    Long after = null;
    if (given.containsKey("after")) {
      after =
          QueryParameters.findNumber("after", given.get("after"), 0, Long.MAX_VALUE).getAsLong();
    }
    return new ItemQuery(
        Selection.of(Bbox.parse(given.get("bbox")), filters),
        Paging.capped(given.get("limit"), given.get("offset"), USUAL_LIMIT, GREATEST_LIMIT),
        after);
  }

  /**
   * Nothing on this map has a time of its own, so every valid moment or interval selects all of it,
   * as the standard says; one that is not valid is refused all the same.
   */
  private static void checkTime(@Nullable String text) {
    if (text == null) {
      return;
    }
    String[] ends = text.split("/", -1);
    if (ends.length > 2) {
      throw badTime();
    }
    List<Instant> moments = new ArrayList<>();
    for (String end : ends) {
      if (ends.length == 2 && (end.isEmpty() || end.equals(".."))) {
        continue;
      }
      try {
        moments.add(OffsetDateTime.parse(end).toInstant());
      } catch (DateTimeParseException e) {
        throw badTime();
      }
    }
    if (moments.isEmpty() || (moments.size() == 2 && moments.get(0).isAfter(moments.get(1)))) {
      throw badTime();
    }
  }

  private static RuntimeException badTime() {
    return QueryParameters.malformed(
        "The parameter 'datetime' is a moment such as 2026-11-21T01:05:00Z or an interval of two"
            + " such moments, of which one may be open (..).");
  }
}
