package org.gridmap.backend.map;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridmap.backend.map.MapCollection.Filter;
import org.gridmap.backend.map.MapCollection.Selection;
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
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
  static final List<String> GENERAL =
      List.of("bbox", "datetime", "limit", "offset", "after", AnswerFormat.NAME);

  /**
   * @throws org.gridmap.backend.web.ProblemException {@code malformed-request} for a parameter that
   *     the collection does not take, or a value out of its range
   */
  static ItemQuery of(MapCollection collection, Map<String, String> given) {
    List<String> known = new ArrayList<>(GENERAL);
    collection.filters().forEach(filter -> known.add(filter.name()));
    QueryParameters.requireKnown(given.keySet(), known);
    AnswerFormat.require(given.get(AnswerFormat.NAME));
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
        Selection.of(Bbox.parse(given.get("bbox")), filters, during(given.get("datetime"))),
        Paging.capped(given.get("limit"), given.get("offset"), USUAL_LIMIT, GREATEST_LIMIT),
        after);
  }

  /**
   * A moment or an interval as a range of PostgreSQL. Most things on this map have no time, so that
   * every valid one selects all of them, as the standard says; grids come and go with their
   * division.
   */
  private static Optional<String> during(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    String[] ends = text.split("/", -1);
    if (ends.length > 2) {
      throw badTime();
    }
    List<String> bounds = new ArrayList<>();
    List<Instant> moments = new ArrayList<>();
    for (String end : ends) {
      if (ends.length == 2 && (end.isEmpty() || end.equals(".."))) {
        bounds.add("");
        continue;
      }
      try {
        Instant moment = OffsetDateTime.parse(end).toInstant();
        moments.add(moment);
        bounds.add(clamped(moment).toString());
      } catch (DateTimeParseException e) {
        throw badTime();
      }
    }
    if (moments.isEmpty() || (moments.size() == 2 && moments.get(0).isAfter(moments.get(1)))) {
      throw badTime();
    }
    return Optional.of("[" + bounds.getFirst() + "," + bounds.getLast() + "]");
  }

  /** Within what the database can say; nothing here was in force before or will be after. */
  private static Instant clamped(Instant moment) {
    return moment.isBefore(EARLIEST) ? EARLIEST : moment.isAfter(LATEST) ? LATEST : moment;
  }

  private static RuntimeException badTime() {
    return QueryParameters.malformed(
        "The parameter 'datetime' is a moment such as 2026-11-21T01:05:00Z or an interval of two"
            + " such moments, of which one may be open (..).");
  }
}
