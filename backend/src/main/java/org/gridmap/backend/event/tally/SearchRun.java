package org.gridmap.backend.event.tally;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.gridmap.backend.event.tally.EventColumns.Stored;
import org.gridmap.backend.event.tally.FoundEvents.FoundEvent;
import org.gridmap.backend.web.Bbox;
import org.jspecify.annotations.Nullable;

/** One pass over the columns that looks for events. */
final class SearchRun {
  private static final long MICROS = 1_000_000;
  private static final Set<String> ALL_STATES = Set.of("OPEN", "CLOSED");

  /** The one that comes last in the answer first. */
  private static final Comparator<Hit> LAST_FIRST =
      (a, b) -> order(a.first(), a.rank(), a.rankWithin(), b);

  private final Stored stored;
  private final EventSearch search;
  private final boolean[] seenIn;
  private final boolean[] urgencies;
  private final boolean[] categories;
  private final boolean[] grids;
  private final boolean[] departments;
  private final boolean[] steps;
  private final boolean[] states;
  private final long from;
  private final long until;

  /** Whatever is greater after being multiplied by it comes first. */
  private final int direction;

  private final PriorityQueue<Hit> page = new PriorityQueue<>(LAST_FIRST);
  private long total;

  private SearchRun(Stored stored, EventSearch search) {
    this.stored = stored;
    this.search = search;
    String step = search.step();
    seenIn = stored.grids.wanted(search.seenIn());
    urgencies = stored.urgencies.wanted(search.urgencies());
    categories = stored.categories.wanted(search.categories());
    grids = stored.grids.wanted(search.grids());
    departments = stored.departments.wanted(search.departments());
    steps = stored.steps.wanted(step == null ? null : List.of(step));
    states = states(search.states());
    from = micros(search.from(), Long.MIN_VALUE);
    until = micros(search.until(), Long.MAX_VALUE);
    direction = search.oldestFirst() ? -1 : 1;
  }

  /**
   * @param rank by the moment of the report
   * @param rankWithin by the number, for those of one moment
   */
  private record Hit(
      boolean first, long rank, long rankWithin, long id, EventBlock block, int slot) {}

  static FoundEvents find(Stored stored, EventSearch search) {
    SearchRun run = new SearchRun(stored, search);
    // Those that come first are met first, so that few take the place of another.
    Map<Long, EventBlock> blocks =
        search.oldestFirst() ? stored.blocks : stored.blocks.descendingMap();
    blocks.forEach((number, block) -> run.add(number << EventBlock.BITS, block));
    List<FoundEvent> events = new ArrayList<>();
    while (!run.page.isEmpty()) {
      events.add(run.found(run.page.remove()));
    }
    return new FoundEvents(events.reversed(), run.total, stored.revision);
  }

  /** Which combinations of the flags are wanted. */
  private static boolean[] states(@Nullable Set<String> wanted) {
    Set<String> names = wanted == null ? ALL_STATES : wanted;
    boolean[] states =
        new boolean[1 + (EventBlock.OPEN | EventBlock.SUPERVISED | EventBlock.OVERDUE)];
    for (int flags = 0; flags < states.length; flags++) {
      boolean open = (flags & EventBlock.OPEN) != 0;
      states[flags] =
          names.contains(open ? "OPEN" : "CLOSED")
              || (flags & EventBlock.SUPERVISED) != 0 && names.contains("SUPERVISED")
              || (flags & EventBlock.OVERDUE) != 0 && names.contains("OVERDUE");
    }
    return states;
  }

  private static long micros(@Nullable Instant moment, long otherwise) {
    return moment == null ? otherwise : moment.getEpochSecond() * MICROS + moment.getNano() / 1_000;
  }

  private void add(long firstId, EventBlock block) {
    for (int slot = 0; slot < EventBlock.SIZE; slot++) {
      if (matches(block, slot)) {
        total++;
        offer(firstId + slot, block, slot);
      }
    }
  }

  private boolean matches(EventBlock block, int slot) {
    int grid = block.grid[slot];
    return grid >= 0
        && grids[grid]
        && states[block.flags[slot]]
        && urgencies[block.urgency[slot]]
        && categories[block.category[slot]]
        && departments[block.department[slot]]
        && steps[block.step[slot]]
        && block.reportedAt[slot] >= from
        && block.reportedAt[slot] < until
        && isSeen(block, slot, grid)
        && isInside(block.longitude[slot], block.latitude[slot]);
  }

  private boolean isSeen(EventBlock block, int slot, int grid) {
    if (seenIn[grid] || block.reporter[slot] == search.accountId()) {
      return true;
    }
    for (int other : block.told[slot]) {
      if (seenIn[other]) {
        return true;
      }
    }
    return false;
  }

  private boolean isInside(double longitude, double latitude) {
    List<Bbox> area = search.area();
    if (area == null) {
      return true;
    }
    for (Bbox box : area) {
      if (longitude >= box.west()
          && longitude <= box.east()
          && latitude >= box.south()
          && latitude <= box.north()) {
        return true;
      }
    }
    return false;
  }

  private void offer(long id, EventBlock block, int slot) {
    long rank = direction * block.reportedAt[slot];
    long rankWithin = direction * id;
    EventSearch.Place after = search.after();
    if (after != null) {
      long last = direction * micros(after.reportedAt(), 0);
      if (rank > last || rank == last && rankWithin >= direction * after.id()) {
        return;
      }
    }
    boolean first = search.openFirst() && (block.flags[slot] & EventBlock.OPEN) != 0;
    Hit worst = page.peek();
    if (page.size() == search.limit()) {
      if (worst == null || order(first, rank, rankWithin, worst) <= 0) {
        return;
      }
      page.remove();
    }
    page.add(new Hit(first, rank, rankWithin, id, block, slot));
  }

  /**
   * Greater than 0 for what comes before another one; without boxes, since a map of ten thousand
   * among a million asks this very often.
   */
  private static int order(boolean first, long rank, long rankWithin, Hit other) {
    int order = Boolean.compare(first, other.first());
    order = order == 0 ? Long.compare(rank, other.rank()) : order;
    return order == 0 ? Long.compare(rankWithin, other.rankWithin()) : order;
  }

  private FoundEvent found(Hit hit) {
    EventBlock block = hit.block();
    int slot = hit.slot();
    int flags = block.flags[slot];
    return new FoundEvent(
        hit.id(),
        block.longitude[slot],
        block.latitude[slot],
        stored.urgencies.name(block.urgency[slot]),
        stored.categories.name(block.category[slot]),
        (flags & EventBlock.OPEN) != 0,
        (flags & EventBlock.SUPERVISED) != 0,
        (flags & EventBlock.OVERDUE) != 0,
        Math.floorDiv(block.reportedAt[slot], MICROS));
  }
}
