package org.gridmap.backend.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gridmap.backend.event.EventLoad;
import org.gridmap.backend.event.EventLoad.MadeEvent;
import org.gridmap.backend.event.calendar.Deadline;
import org.gridmap.backend.event.workflow.Category;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.event.workflow.Step;
import org.gridmap.backend.event.workflow.Urgency;
import org.gridmap.backend.event.workflow.Workflow;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoRoad;
import org.gridmap.geodata.demo.DemoTown;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.linearref.LengthIndexedLine;
import org.springframework.stereotype.Component;

/**
 * Makes up two months of events in a town, at houses and along streets, most of them settled in
 * time, some late, some stuck at a step: the same ones for the same seed and the same moment.
 */
@Component
class SampleEvents {
  private static final int DAYS = 60;
  private static final double AT_A_HOUSE = 0.7;
  private static final double STUCK = 0.09;
  private static final double GIVEN_UP = 0.03;
  private static final double WATCHED = 0.3;

  private final EventLoad events;
  private final Workflows workflows;

  SampleEvents(EventLoad events, Workflows workflows) {
    this.events = events;
    this.workflows = workflows;
  }

  /**
   * Stores events of the last two months.
   *
   * @param source name of the source of the houses
   * @param wanted how many
   * @return how many were stored
   */
  int load(String source, DemoTown town, long seed, int wanted) {
    Random random = new Random(seed);
    Instant now = Instant.now();
    List<Category> categories = List.copyOf(workflows.categories());
    List<MadeEvent> made = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      made.add(event(town, categories.get(random.nextInt(categories.size())), random, now));
    }
    return events.load(source, made);
  }

  private MadeEvent event(DemoTown town, Category category, Random random, Instant now) {
    Importance importance = pick(Importance.values(), random);
    Pressing pressing = pick(Pressing.values(), random);
    Instant reported =
        now.minus(Duration.ofMinutes(1 + random.nextInt((int) Duration.ofDays(DAYS).toMinutes())));
    Coordinate place;
    String house = null;
    String where;
    if (random.nextDouble() < AT_A_HOUSE) {
      DemoHouse one = town.houses().get(random.nextInt(town.houses().size()));
      place = one.entrance().getCoordinate();
      house = one.sourceId();
      where = one.number();
    } else {
      DemoRoad road = town.roads().get(random.nextInt(town.roads().size()));
      LengthIndexedLine line = new LengthIndexedLine(road.line());
      place = line.extractPoint(random.nextDouble() * line.getEndIndex());
      where = road.name();
    }
    List<Instant> steps = new ArrayList<>();
    Instant given = walk(category, importance, pressing, reported, now, random, steps);
    return new MadeEvent(
        category.code(),
        importance,
        pressing,
        place,
        house,
        reported,
        "（示例）" + where + "：" + category.zh() + "，请核实处理。",
        steps,
        random.nextDouble() < WATCHED,
        given);
  }

  /**
   * Takes steps until the present, or until the event is stuck.
   *
   * @return when it was given up; null if it was not
   */
  private @Nullable Instant walk(
      Category category,
      Importance importance,
      Pressing pressing,
      Instant reported,
      Instant now,
      Random random,
      List<Instant> steps) {
    Workflow workflow = workflows.get(category.workflow());
    Urgency urgency = workflows.urgencies().of(importance, pressing);
    int most = workflow.steps().size() - 1;
    int stuckAt = random.nextDouble() < STUCK ? random.nextInt(most) : most;
    boolean givenUp = random.nextDouble() < GIVEN_UP;
    Instant at = reported;
    String next = workflow.reported().step();
    while (next != null && steps.size() < stuckAt) {
      Step step = workflow.step(next);
      at = workflows.calendar().due(at, share(step.deadline(urgency), random));
      if (at.isAfter(now)) {
        return null;
      }
      if (givenUp && steps.size() == 1) {
        return at;
      }
      steps.add(at);
      next = step.next();
    }
    return null;
  }

  /** Mostly less than the time that a step may take, now and then more. */
  private static Deadline share(Deadline deadline, Random random) {
    double share = 0.05 + 0.75 * random.nextDouble();
    if (random.nextInt(25) == 0) {
      share = 1.1 + random.nextDouble();
    }
    long seconds = Math.max(60, Math.round(deadline.time().toSeconds() * share));
    return new Deadline(Duration.ofSeconds(seconds), deadline.clock());
  }

  /** The middle twice as often as either end. */
  private static <E> E pick(E[] values, Random random) {
    return values[(random.nextInt(2) + random.nextInt(2)) % values.length];
  }
}
