package org.gridmap.backend.event.tally;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.web.Bbox;
import org.jspecify.annotations.Nullable;

/**
 * Which events are looked for; a part that is null admits any.
 *
 * @param seenIn codes of the grids of which one must see the event
 * @param accountId or whose report it must be
 * @param states at least one of these applies
 * @param urgencies colours
 * @param categories codes of categories
 * @param grids codes of the grids that they belong to
 * @param departments names of departments
 * @param step the step that must be taken next
 * @param from first moment of the reports
 * @param until the moment after the last one
 * @param area where
 * @param after the event after which the answer begins
 * @param openFirst whether all open ones come before all others
 * @param oldestFirst whether the oldest reports come first; else the newest
 * @param limit how many at most
 */
public record EventSearch(
    Collection<String> seenIn,
    long accountId,
    @Nullable Set<String> states,
    @Nullable Collection<String> urgencies,
    @Nullable Collection<String> categories,
    @Nullable Collection<String> grids,
    @Nullable Collection<String> departments,
    @Nullable String step,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable List<Bbox> area,
    @Nullable Place after,
    boolean openFirst,
    boolean oldestFirst,
    int limit) {

  /** Where an event stands in the order. */
  public record Place(Instant reportedAt, long id) {}
}
