package org.gridmap.backend.event.workflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A template as an installation might write it: its steps in any order but the report's. */
final class RandomTemplate {
  private static final String[] TAKERS = {
    "REPORTER",
    "OWNER",
    "DEPARTMENT",
    "LEAD",
    "COMMUNITY",
    "{LEADER: [LEADER]}",
    "{LEAD: [GRID_LEAD, COMMUNITY_LEAD]}"
  };

  /** Ways to break a template; each must be found on the line of the step that it breaks. */
  enum Fault {
    UNREACHABLE("is unreachable"),
    ROUND("is a dead end: from here the event goes round"),
    NOWHERE("there is no such step"),
    BACK_NOWHERE("there is no such step"),
    BACK_FORWARD("does not come before it"),
    BACK_TO_REPORT("goes back to the report"),
    NOBODY("nobody may take it"),
    UNJUDGED("no later step excludes HANDLER"),
    NO_DEADLINE("has no deadline for"),
    UNKNOWN_RELATION("NEIGHBOUR is not one of");

    final String message;

    Fault(String message) {
      this.message = message;
    }
  }

  private static final class StepText {
    final String id;
    String takenBy;
    String deadlines = "{RED: {clock: 30}, ORANGE: 60, YELLOW: 120, BLUE: 240}";
    String next;
    @Nullable String backTo;
    boolean handles;
    boolean excludes;

    StepText(String id, String takenBy, String next) {
      this.id = id;
      this.takenBy = takenBy;
      this.next = next;
    }

    List<String> lines() {
      List<String> lines =
          new ArrayList<>(
              List.of(
                  "- id: " + id,
                  "  zh: 步骤" + id,
                  "  en: Step " + id,
                  "  taken-by: " + takenBy,
                  "  next: " + next));
      if (!deadlines.isEmpty()) {
        lines.add("  deadlines: " + deadlines);
      }
      if (backTo != null) {
        lines.add("  back-to: " + backTo);
      }
      if (handles) {
        lines.add("  handles: true");
      }
      if (excludes) {
        lines.add("  excludes: [HANDLER]");
      }
      return lines;
    }
  }

  private final Random random;
  private final List<StepText> way = new ArrayList<>();
  private final List<StepText> file = new ArrayList<>();
  private final String reopenTo;
  private @Nullable StepText broken;

  RandomTemplate(Random random) {
    this.random = random;
    int steps = 3 + random.nextInt(7);
    for (int i = 0; i < steps; i++) {
      way.add(new StepText(name(i), takers(), i + 1 < steps ? name(i + 1) : "END"));
    }
    way.getFirst().takenBy = "[REPORTER]";
    way.getFirst().deadlines = "";
    reopenTo = name(1 + random.nextInt(steps - 1));
    int handling = 1 + random.nextInt(steps - 2);
    way.get(handling).handles = true;
    way.get(handling + 1 + random.nextInt(steps - handling - 1)).excludes = true;
    for (int i = 2; i < steps; i++) {
      if (random.nextBoolean()) {
        way.get(i).backTo = name(1 + random.nextInt(i - 1));
      }
    }
    file.addAll(way.subList(1, steps));
    Collections.shuffle(file, random);
    file.addFirst(way.getFirst());
  }

  private static String name(int number) {
    return "step-" + (char) ('a' + number);
  }

  private String takers() {
    List<String> takers = new ArrayList<>(List.of(TAKERS));
    Collections.shuffle(takers, random);
    return takers.subList(0, 1 + random.nextInt(3)).toString();
  }

  void breakBy(Fault fault) {
    StepText last = way.getLast();
    switch (fault) {
      case UNREACHABLE -> {
        broken = new StepText("island", "[OWNER]", last.id);
        file.add(1 + random.nextInt(file.size()), broken);
      }
      case ROUND -> {
        broken = way.get(1 + random.nextInt(way.size() - 1));
        last.next = broken.id;
      }
      case NOWHERE -> {
        broken = way.get(1 + random.nextInt(way.size() - 1));
        broken.next = "nowhere";
      }
      case BACK_NOWHERE -> {
        broken = last;
        last.backTo = "nowhere";
      }
      case BACK_FORWARD -> {
        broken = way.get(1 + random.nextInt(way.size() - 1));
        broken.backTo = broken.next.equals("END") ? broken.id : broken.next;
      }
      case BACK_TO_REPORT -> {
        broken = last;
        last.backTo = way.getFirst().id;
      }
      case NOBODY -> {
        broken = last;
        last.takenBy = "[HANDLER]";
        last.excludes = true;
      }
      case UNJUDGED -> {
        broken = last;
        last.handles = true;
      }
      case NO_DEADLINE -> {
        broken = last;
        last.deadlines = "{RED: 30, YELLOW: 120, BLUE: 240}";
      }
      case UNKNOWN_RELATION -> {
        broken = last;
        last.takenBy = "[OWNER, NEIGHBOUR]";
      }
    }
  }

  /** The shipped file with this as its only template. */
  String text() {
    return String.join("\n", lines()) + "\n";
  }

  /** Line at which the broken step begins, from 1; what is wrong stands there or a little below. */
  int brokenLine() {
    StepText step = broken;
    return step == null ? 0 : lines().indexOf("    - id: " + step.id) + 1;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String line : ShippedEvents.text().split("\n")) {
      if (line.equals("workflows:")) {
        break;
      }
      lines.add(line.replaceAll("workflow: [a-z-]+", "workflow: random"));
    }
    lines.add("workflows:");
    lines.add("  - name: random");
    lines.add("    zh: 随机");
    lines.add("    en: Random");
    lines.add("    deadlines: {RED: {clock: 60}, ORANGE: 600, YELLOW: 1200, BLUE: 2400}");
    lines.add("    reopen-to: " + reopenTo);
    lines.add("    steps:");
    for (StepText step : file) {
      step.lines().forEach(line -> lines.add("    " + line));
    }
    return lines;
  }
}
