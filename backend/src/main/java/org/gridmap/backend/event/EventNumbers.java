package org.gridmap.backend.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.backend.event.EventCounts.CountedGrid;
import org.gridmap.backend.event.EventCounts.DayCount;
import org.gridmap.backend.event.EventCounts.GridCount;
import org.gridmap.backend.event.EventCounts.Holding;
import org.gridmap.backend.event.EventCounts.HouseCount;
import org.gridmap.backend.event.EventCounts.KeyCount;
import org.gridmap.backend.event.EventCounts.StepTime;
import org.gridmap.backend.event.EventScope.Seen;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridNode;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts the events in the caller's grids, over the tree of grids as it is today. An event counts
 * in the grid that it belongs to, and nowhere a second time; one in a grid that a redraw replaced,
 * in the grid that stands for that.
 */
@Service
class EventNumbers {
  private static final SqlFile NUMBERS = SqlFile.of(EventNumbers.class, "event-numbers.sql");
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 400;

  private final JdbcClient jdbc;
  private final EventScope scope;
  private final GridsInForce grids;

  EventNumbers(JdbcClient jdbc, EventScope scope, GridsInForce grids) {
    this.jdbc = jdbc;
    this.scope = scope;
    this.grids = grids;
  }

  /** Four counts that are added up together. */
  private static final class Sum {
    private long open;
    private long supervised;
    private long overdue;
    private long closed;

    void add(ResultSet row) throws SQLException {
      open += row.getLong("open");
      supervised += row.getLong("supervised");
      overdue += row.getLong("overdue");
      closed += row.getLong("closed");
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

    /** The grids whose counts are shown one by one: right below a grid, or the largest. */
    Set<Long> parts(@Nullable Long grid, Set<Long> whole) {
      Set<Long> parts = new LinkedHashSet<>();
      if (grid != null) {
        parts.addAll(children.getOrDefault(grid, Set.of()));
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

  /** What the rows of the statement add up to. */
  private static final class Counting {
    private final Sum all = new Sum();
    private final Map<Long, Sum> byPart = new LinkedHashMap<>();
    private final Map<String, Long> bySteps = new HashMap<>();
    private final Map<String, Long> byCategories = new HashMap<>();
    private final Map<String, Long> byDepartments = new HashMap<>();
    private final Map<String, Long> byGrids = new HashMap<>();
    private final Map<LocalDate, DayCount> days = new TreeMap<>();
    private final List<StepTime> times = new ArrayList<>();
    private final List<HouseCount> houses = new ArrayList<>();
    private final Map<String, Long> gridOfCode;
    private final Tree tree;
    private final Set<Long> parts;

    Counting(Map<String, Long> gridOfCode, Tree tree, Set<Long> parts) {
      this.gridOfCode = gridOfCode;
      this.tree = tree;
      this.parts = parts;
      parts.forEach(part -> byPart.put(part, new Sum()));
    }

    void add(ResultSet row) throws SQLException {
      switch (row.getString("kind")) {
        case "HELD" -> held(row);
        case "DAY" -> {
          LocalDate day = row.getObject("day", LocalDate.class);
          days.put(day, new DayCount(day, row.getLong("open"), row.getLong("closed")));
        }
        case "STEP" ->
            times.add(
                new StepTime(
                    row.getString("step"), row.getDouble("median"), row.getDouble("ninetieth")));
        default ->
            houses.add(
                new HouseCount(
                    row.getLong("house_id"),
                    row.getLong("open"),
                    row.getLong("supervised"),
                    row.getLong("overdue"),
                    row.getLong("closed")));
      }
    }

    private void held(ResultSet row) throws SQLException {
      all.add(row);
      Long leaf = gridOfCode.get(row.getString("grid_code"));
      Long part = leaf == null ? null : tree.partOf(leaf, parts);
      if (part != null) {
        byPart.computeIfAbsent(part, id -> new Sum()).add(row);
      }
      long open = row.getLong("open");
      if (open > 0) {
        bySteps.merge(row.getString("step"), open, Long::sum);
        byCategories.merge(row.getString("category"), open, Long::sum);
        byDepartments.merge(row.getString("department"), open, Long::sum);
        byGrids.merge(String.valueOf(part == null ? leaf : part), open, Long::sum);
      }
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
    Seen seen = scope.seen();
    Long grid = filter.gridId();
    Set<String> codes = grid == null ? seen.gridOfCode().keySet() : scope.codesBelow(grid, seen);
    Tree tree = new Tree(grids.listTree());
    Set<Long> whole = tree.whole(new HashSet<>(seen.gridOfCode().values()));
    Counting counting = new Counting(seen.gridOfCode(), tree, tree.parts(grid, whole));
    GridNode node = grid == null ? null : tree.nodes.get(grid);
    LocalDate last = day(filter.until() == null ? Instant.now() : filter.until().minusMillis(1));
    LocalDate first = filter.from() == null ? last.minusDays(USUAL_DAYS - 1L) : day(filter.from());
    if (first.isBefore(last.minusDays(MOST_DAYS))) {
      first = last.minusDays(MOST_DAYS);
    }
    NUMBERS
        .on(jdbc)
        .param("codes", codes.toArray(String[]::new))
        .param("categories", array(filter.categories()))
        .param("departments", array(filter.departments()))
        .param("urgencies", array(filter.urgencies()))
        .param("from", EventStore.utc(filter.from()))
        .param("until", EventStore.utc(filter.until()))
        .param("firstDay", first)
        .param("lastDay", last)
        .param("houses", node != null && node.leaf())
        .query(counting::add);
    return answer(node, tree, whole, counting, first, last);
  }

  private static EventCounts answer(
      @Nullable GridNode node,
      Tree tree,
      Set<Long> whole,
      Counting counting,
      LocalDate first,
      LocalDate last) {
    Sum all = counting.all;
    long total = all.open + all.closed;
    List<GridCount> children = new ArrayList<>();
    counting.byPart.forEach((id, sum) -> {
      GridNode part = tree.nodes.get(id);
      if (part != null) {
        children.add(
            new GridCount(
                id, part.name(), part.leaf(), sum.open, sum.supervised, sum.overdue, sum.closed));
      }
    });
    List<DayCount> days = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      days.add(counting.days.getOrDefault(day, new DayCount(day, 0, 0)));
    }
    return new EventCounts(
        node == null ? null : new CountedGrid(node.id(), node.name()),
        node == null ? List.of() : tree.path(node.id(), whole),
        all.open,
        all.supervised,
        all.overdue,
        all.closed,
        total == 0 ? null : (double) all.closed / total,
        days,
        children,
        counting.houses,
        new Holding(
            most(counting.bySteps),
            most(counting.byCategories),
            most(counting.byGrids),
            most(counting.byDepartments)),
        counting.times);
  }

  private static List<KeyCount> most(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(one -> new KeyCount(one.getKey(), one.getValue()))
        .sorted(Comparator.comparingLong(KeyCount::count).reversed().thenComparing(KeyCount::key))
        .toList();
  }

  private static LocalDate day(Instant moment) {
    return moment.atZone(QueryParameters.TOWN).toLocalDate();
  }

  private static String @Nullable [] array(@Nullable List<String> list) {
    return list == null ? null : list.toArray(String[]::new);
  }
}
