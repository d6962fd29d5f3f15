package org.gridmap.backend.event.tally;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridmap.backend.event.tally.EventColumns.Stored;
import org.gridmap.backend.event.tally.Tally.Held;
import org.gridmap.backend.event.tally.Tally.OnDay;
import org.gridmap.backend.event.tally.Tally.Times;

/** One pass over the columns. */
final class TallyRun {
  private static final double MINUTE = 60;

  private final Stored stored;
  private final boolean[] grids;
  private final boolean[] categories;
  private final boolean[] departments;
  private final boolean[] urgencies;
  private final boolean[] steps;
  private final int from;
  private final int to;
  private final int firstDay;
  private final int lastDay;

  private final int[] open;
  private final int[] supervised;
  private final int[] overdue;
  private final int[] closed;
  private final long[] openBySteps;
  private final long[] openByCategories;
  private final long[] openByDepartments;
  private final long[] reportedOn;
  private final long[] closedOn;
  private final Durations[] times;
  private final boolean[] matching = new boolean[EventBlock.SIZE];

  private TallyRun(Stored stored, TallyFilter filter, LocalDate first, LocalDate last) {
    this.stored = stored;
    grids = stored.grids.wanted(filter.grids());
    categories = stored.categories.wanted(filter.categories());
    departments = stored.departments.wanted(filter.departments());
    urgencies = stored.urgencies.wanted(filter.urgencies());
    String waiting = filter.step();
    steps = stored.steps.wanted(waiting == null ? null : List.of(waiting));
    LocalDate start = filter.from();
    LocalDate end = filter.to();
    from = start == null ? Integer.MIN_VALUE : (int) start.toEpochDay();
    to = end == null ? Integer.MAX_VALUE : (int) end.toEpochDay();
    firstDay = (int) first.toEpochDay();
    lastDay = (int) last.toEpochDay();
    int count = stored.grids.size();
    open = new int[count];
    supervised = new int[count];
    overdue = new int[count];
    closed = new int[count];
    openBySteps = new long[stored.steps.size()];
    openByCategories = new long[stored.categories.size()];
    openByDepartments = new long[stored.departments.size()];
    int days = Math.max(0, lastDay - firstDay + 1);
    reportedOn = new long[days];
    closedOn = new long[days];
    times = new Durations[stored.steps.size()];
    Arrays.setAll(times, step -> new Durations());
  }

  static Tally count(Stored stored, TallyFilter filter, LocalDate first, LocalDate last) {
    TallyRun run = new TallyRun(stored, filter, first, last);
    for (EventBlock block : stored.blocks.values()) {
      run.add(block);
    }
    return run.result();
  }

  private void add(EventBlock block) {
    for (int i = 0; i < EventBlock.SIZE; i++) {
      matching[i] = matches(block, i);
      if (matching[i]) {
        add(block, i);
      }
    }
    for (int i = 0; i < block.spans; i++) {
      if (matching[block.spanOf[i]]) {
        times[block.spanStep[i]].add(block.spanSeconds[i]);
      }
    }
  }

  private boolean matches(EventBlock block, int i) {
    int grid = block.grid[i];
    return grid >= 0
        && grids[grid]
        && categories[block.category[i]]
        && departments[block.department[i]]
        && urgencies[block.urgency[i]]
        && steps[block.step[i]]
        && block.reportedDay[i] >= from
        && block.reportedDay[i] <= to;
  }

  private void add(EventBlock block, int i) {
    int grid = block.grid[i];
    int flags = block.flags[i];
    onDay(reportedOn, block.reportedDay[i]);
    if ((flags & EventBlock.OPEN) == 0) {
      closed[grid]++;
      onDay(closedOn, block.closedDay[i]);
      return;
    }
    open[grid]++;
    supervised[grid] += (flags & EventBlock.SUPERVISED) == 0 ? 0 : 1;
    overdue[grid] += (flags & EventBlock.OVERDUE) == 0 ? 0 : 1;
    openBySteps[block.step[i]]++;
    openByCategories[block.category[i]]++;
    openByDepartments[block.department[i]]++;
  }

  private void onDay(long[] days, int day) {
    if (day >= firstDay && day <= lastDay) {
      days[day - firstDay]++;
    }
  }

  private Tally result() {
    Map<String, Held> byGrid = new HashMap<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i] + closed[i] > 0) {
        byGrid.put(stored.grids.name(i), new Held(open[i], supervised[i], overdue[i], closed[i]));
      }
    }
    Map<LocalDate, OnDay> byDay = new TreeMap<>();
    for (int i = 0; i < reportedOn.length; i++) {
      if (reportedOn[i] + closedOn[i] > 0) {
        byDay.put(LocalDate.ofEpochDay((long) firstDay + i), new OnDay(reportedOn[i], closedOn[i]));
      }
    }
    Map<String, Times> lasting = new TreeMap<>();
    for (int i = 0; i < times.length; i++) {
      if (!times[i].isEmpty()) {
        lasting.put(
            stored.steps.name(i),
            new Times(times[i].quantile(0.5) / MINUTE, times[i].quantile(0.9) / MINUTE));
      }
    }
    return new Tally(
        byGrid,
        named(openBySteps, stored.steps),
        named(openByCategories, stored.categories),
        named(openByDepartments, stored.departments),
        byDay,
        lasting);
  }

  private static Map<String, Long> named(long[] counts, Names names) {
    Map<String, Long> named = new HashMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        named.put(names.name(i), counts[i]);
      }
    }
    return named;
  }
}
