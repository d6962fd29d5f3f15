package org.gridmap.backend.event;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.event.EventCounts.CountedGrid;
import org.gridmap.backend.event.EventCounts.DayCount;
import org.gridmap.backend.event.EventCounts.GridCount;
import org.gridmap.backend.event.EventCounts.Holding;
import org.gridmap.backend.event.EventCounts.HouseCount;
import org.gridmap.backend.event.EventCounts.KeyCount;
import org.gridmap.backend.event.EventCounts.StepTime;
import org.gridmap.backend.event.EventScope.Seen;
import org.gridmap.backend.event.tally.EventColumns;
import org.gridmap.backend.event.tally.Tally;
import org.gridmap.backend.event.tally.Tally.Held;
import org.gridmap.backend.event.tally.Tally.OnDay;
import org.gridmap.backend.event.tally.TallyFilter;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridNode;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts the events in the caller's grids, over the tree of grids as it is or was. An event counts
 * in the grid that it belongs to, and nowhere a second time; one in a grid that a redraw replaced,
 * in the grid that stands for that.
 */
@Service
class EventNumbers {
  private static final SqlFile HOUSES = SqlFile.of(EventNumbers.class, "event-houses.sql");
  private static final RowMapper<HouseCount> HOUSE = new RecordRowMapper<>(HouseCount.class);
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 400;

  private final JdbcClient jdbc;
  private final EventScope scope;
  private final GridsInForce grids;
  private final EventColumns columns;

  EventNumbers(JdbcClient jdbc, EventScope scope, GridsInForce grids, EventColumns columns) {
    this.jdbc = jdbc;
    this.scope = scope;
    this.grids = grids;
    this.columns = columns;
  }

  /** Four counts that are added up together. */
  private static final class Sum {
    private long open;
    private long supervised;
    private long overdue;
    private long closed;

    void add(Held held) {
      open += held.open();
      supervised += held.supervised();
      overdue += held.overdue();
      closed += held.closed();
    }
  }

  /** The tree of grids, and which part of it is counted. */
  private static final class Tree {
    private final Map<Long, GridNode> nodes = new LinkedHashMap<>();
    private final Map<Long, Set<Long>> children = new HashMap<>();

    Tree(List<GridNode> all) {
      for (GridNode node : all) {
        nodes.put(node.id(), node);
        Long parent = node.parentId();
        if (parent != null) {
          children.computeIfAbsent(parent, id -> new LinkedHashSet<>()).add(node.id());
        }
      }
    }

    /** Grids all of whose leaves are among some. */
    Set<Long> whole(Set<Long> leaves) {
      Set<Long> whole = new HashSet<>(leaves);
      List<GridNode> deepest = new ArrayList<>(nodes.values());
      deepest.sort(Comparator.comparingInt(GridNode::level).reversed());
      for (GridNode node : deepest) {
        Set<Long> below = children.get(node.id());
        if (below != null && whole.containsAll(below)) {
          whole.add(node.id());
        }
      }
      return whole;
    }

    /** Some grids with all that lie around one of them. */
    private Set<Long> around(Collection<Long> some) {
      Set<Long> around = new HashSet<>();
      for (Long grid : some) {
        Long at = grid;
        while (at != null && around.add(at)) {
          GridNode node = nodes.get(at);
          at = node == null ? null : node.parentId();
        }
      }
      return around;
    }

    /**
     * The grids whose counts are shown one by one: right below a grid, or the largest. Of one that
     * holds none of the caller's nothing is known, so it is left out.
     */
    Set<Long> parts(@Nullable Long grid, Collection<Long> own, Set<Long> whole) {
      Set<Long> parts = new LinkedHashSet<>();
      if (grid != null) {
        parts.addAll(children.getOrDefault(grid, Set.of()));
        parts.retainAll(around(own));
        return parts;
      }
      for (GridNode node : nodes.values()) {
        Long parent = node.parentId();
        if (whole.contains(node.id()) && (parent == null || !whole.contains(parent))) {
          parts.add(node.id());
        }
      }
      return parts;
    }

    /** The part that a grid lies in. */
    @Nullable Long partOf(long grid, Set<Long> parts) {
      Long at = grid;
      while (at != null && !parts.contains(at)) {
        GridNode node = nodes.get(at);
        at = node == null ? null : node.parentId();
      }
      return at;
    }

    List<CountedGrid> path(long grid, Set<Long> whole) {
      List<CountedGrid> path = new ArrayList<>();
      GridNode node = nodes.get(grid);
      Long at = node == null ? null : node.parentId();
      while (at != null && whole.contains(at)) {
        GridNode around = nodes.get(at);
        if (around == null) {
          break;
        }
        path.addFirst(new CountedGrid(at, around.name()));
        at = around.parentId();
      }
      return path;
    }
  }

  /** What the counts of the grids add up to. */
  private static final class Counting {
    private final Sum all = new Sum();
    private final Map<Long, Sum> byPart = new LinkedHashMap<>();
    private final Map<String, Long> openByGrids = new HashMap<>();

    Counting(Map<String, Held> byGrid, Map<String, Long> gridOfCode, Tree tree, Set<Long> parts) {
      parts.forEach(part -> byPart.put(part, new Sum()));
      byGrid.forEach((code, held) -> {
        all.add(held);
        Long leaf = gridOfCode.get(code);
        Long part = leaf == null ? null : tree.partOf(leaf, parts);
        if (part != null) {
          byPart.computeIfAbsent(part, id -> new Sum()).add(held);
        }
        if (held.open() > 0) {
          openByGrids.merge(String.valueOf(part == null ? leaf : part), held.open(), Long::sum);
        }
      });
    }
  }

  /**
   * Counts.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found for a grid that holds none of the
   *     caller's
   */
  @Transactional(readOnly = true)
  public EventCounts count(EventFilter filter) {
    Instant at = filter.at();
    Seen seen = scope.seen(at);
    Long grid = filter.gridId();
    Set<String> codes = grid == null ? seen.gridOfCode().keySet() : scope.codesBelow(grid, seen);
    Tree tree = new Tree(grids.listTree(at));
    Set<Long> whole = tree.whole(new HashSet<>(seen.gridOfCode().values()));
    GridNode node = grid == null ? null : tree.nodes.get(grid);
    LocalDate today = EventFilter.dayOf(at == null ? Instant.now() : at);
    LocalDate last =
        filter.until() == null ? today : EventFilter.dayOf(filter.until().minusMillis(1));
    if (at != null && last.isAfter(today)) {
      last = today;
    }
    LocalDate first =
        filter.from() == null ? last.minusDays(USUAL_DAYS - 1L) : EventFilter.dayOf(filter.from());
    if (first.isBefore(last.minusDays(MOST_DAYS))) {
      first = last.minusDays(MOST_DAYS);
    }
    Tally tally =
        columns.count(
            new TallyFilter(
                codes,
                filter.categories(),
                filter.departments(),
                filter.urgencies(),
                filter.step(),
                filter.from() == null ? null : EventFilter.dayOf(filter.from()),
                filter.until() == null ? null : last),
            at,
            first,
            last);
    Counting counting =
        new Counting(
            tally.byGrid(),
            seen.gridOfCode(),
            tree,
            tree.parts(grid, seen.gridOfCode().values(), whole));
    List<GridCount> children = new ArrayList<>();
    counting.byPart.forEach((id, sum) -> {
      GridNode part = tree.nodes.get(id);
      if (part != null) {
        children.add(
            new GridCount(
                id, part.name(), part.leaf(), sum.open, sum.supervised, sum.overdue, sum.closed));
      }
    });
    Sum all = counting.all;
    long total = all.open + all.closed;
    return new EventCounts(
        node == null ? null : new CountedGrid(node.id(), node.name()),
        node == null ? List.of() : tree.path(node.id(), whole),
        all.open,
        all.supervised,
        all.overdue,
        all.closed,
        total == 0 ? null : (double) all.closed / total,
        days(tally, first, last),
        children,
        node != null && node.leaf() ? houses(codes, filter) : List.of(),
        new Holding(
            most(tally.openBySteps()),
            most(tally.openByCategories()),
            most(counting.openByGrids),
            most(tally.openByDepartments())),
        tally.times().entrySet().stream()
            .map(one ->
                new StepTime(
                    one.getKey(), one.getValue().medianMinutes(), one.getValue().p90Minutes()))
            .toList());
  }

  private static List<DayCount> days(Tally tally, LocalDate first, LocalDate last) {
    List<DayCount> days = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      OnDay counted = tally.byDay().getOrDefault(day, new OnDay(0, 0));
      days.add(new DayCount(day, counted.reported(), counted.closed()));
    }
    return days;
  }

  private List<HouseCount> houses(Set<String> codes, EventFilter filter) {
    return HOUSES
        .on(jdbc)
        .param("at", EventStore.utc(filter.at()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("codes", codes.toArray(String[]::new))
        .param("categories", array(filter.categories()))
        .param("departments", array(filter.departments()))
        .param("urgencies", array(filter.urgencies()))
        .param("step", filter.step())
        .param("from", EventStore.utc(filter.from()))
        .param("until", EventStore.utc(filter.until()))
        .query(HOUSE)
        .list();
  }

  private static List<KeyCount> most(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(one -> new KeyCount(one.getKey(), one.getValue()))
        .sorted(Comparator.comparingLong(KeyCount::count).reversed().thenComparing(KeyCount::key))
        .toList();
  }

  private static String @Nullable [] array(@Nullable List<String> list) {
    return list == null ? null : list.toArray(String[]::new);
  }
}
