package org.gridmap.backend.plan.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.gridmap.backend.Browser;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.plan.PlanKeys;
import org.gridmap.backend.plan.notation.OperationRequest;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.geodata.topology.Operation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One planner's day on a page that is not always fresh: edits, steps back and again, steps kept
 * while the network is away, files, plans handed in for today or a day to come, overtaken ones
 * carried over, and publications called off or moved with a second person.
 */
final class PlannerDay {
  /** Edits between two attempts of a planner to get his plan published. */
  private static final int HANDED_IN = 20;

  private static final int FURTHEST_DAY = 60;

  /** Where a planner draws: alone, or with others who all go on in the same next plan. */
  static final class Desk {
    private final ToLongFunction<Browser> begin;
    private long plan;

    /**
     * @param begin begins a plan of the division in force
     */
    Desk(Browser planner, ToLongFunction<Browser> begin) {
      this.begin = begin;
      plan = begin.applyAsLong(planner);
    }

    synchronized long plan() {
      return plan;
    }

    /** Another plan than one in which nothing can be drawn any more. */
    synchronized long after(long finished, Browser planner) {
      if (plan == finished) {
        plan = begin.applyAsLong(planner);
      }
      return plan;
    }
  }

  /** A step that waits for the network, with the version that it was drawn at. */
  private record Kept(long plan, Operation operation, long version, String key) {}

  private final Browser planner;
  private final Browser decider;
  private final Desk desk;
  private final Acknowledged said;
  private final SplittableRandom random;
  private final RandomEdits drawing;
  private final int offset;
  private final List<Kept> kept = new ArrayList<>();

  /** Plans that he published for a day to come. */
  private final Deque<Long> coming = new ArrayDeque<>();

  private byte @Nullable [] file;
  private long plan;
  private JsonNode partition;

  PlannerDay(Browser planner, Browser decider, Desk desk, Acknowledged said, long seed) {
    this.planner = planner;
    this.decider = decider;
    this.desk = desk;
    this.said = said;
    random = new SplittableRandom(seed);
    drawing = new RandomEdits(seed);
    offset = (int) (seed % HANDED_IN);
    plan = desk.plan();
    partition = Planners.partition(planner, plan);
  }

  /** Makes so many edits, and everything else between them. */
  void work(int edits) {
    for (int i = 0; i < edits; i++) {
      if (i % HANDED_IN == offset) {
        handIn();
      }
      between(i);
      if (i % 4 == 0) {
        partition = Planners.partition(planner, plan);
      }
      edit(i);
    }
    sendKept();
    for (int i = 0; i < edits && !coming.isEmpty(); i++) {
      callOffOrMove();
    }
  }

  private void edit(int i) {
    long version = partition.get("version").asLong();
    Answer answer =
        i % 9 == 8
            ? Planners.step(planner, plan, version, i % 2 == 0 ? "undo" : "redo")
            : Planners.apply(planner, plan, version, drawing.next(partition));
    said.note("edit", answer);
    said.entry(plan, answer);
    if (answer.status() != 200 && answer.text().contains("plan-not-editable")) {
      plan = desk.after(plan, planner);
      partition = Planners.partition(planner, plan);
    }
  }

  private void between(int i) {
    int turn = i + offset;
    if (turn % 6 == 1) {
      callOffOrMove();
    }
    if (turn % 10 == 3) {
      carryOver(plan);
    }
    if (turn % 17 == 5) {
      keep();
    }
    if (turn % 17 == 13) {
      sendKept();
    }
    if (turn % 25 == 7) {
      undoSome();
    }
    if (turn % 40 == 11) {
      Answer saved = planner.get("/api/plans/" + plan + "/file?format=GEOJSON");
      said.note("save", saved);
      file = saved.bytes();
    }
    if (turn % 40 == 33) {
      takeFile();
    }
  }

  private long version(Browser who, long of) {
    return Planners.plan(who, of).get("version").asLong();
  }

  private Answer step(String what, Browser who, long of, Map<String, ?> body) {
    Answer answer = Planners.step(who, of, version(who, of), what, body);
    said.note(what, answer);
    return answer;
  }

  /** Hands the plan in, and has it approved and published, as far as nobody comes between. */
  private void handIn() {
    if (step("submit", planner, plan, Map.of()).status() == 200
        && step("approve", decider, plan, Map.of()).status() == 200) {
      publish(plan, random.nextInt(3) == 0);
    }
  }

  private static String day(int from) {
    return LocalDate.now(QueryParameters.TOWN).plusDays(from).toString();
  }

  private void publish(long which, boolean later) {
    Map<String, String> from =
        later ? Map.of("effectiveFrom", day(1 + random.nextInt(FURTHEST_DAY))) : Map.of();
    Answer answer = step("publish", decider, which, from);
    if (answer.status() == 200) {
      said.published(which, answer.json().get("divisionId").asLong());
      if (later) {
        coming.add(which);
      }
    } else if (random.nextInt(3) > 0
        && step("return", decider, which, Map.of("note", "另有新划分")).status() == 200) {
      carryOver(which);
    }
  }

  /** Carries a plan over if another division came before it. */
  private void carryOver(long which) {
    JsonNode now = Planners.plan(planner, which);
    if (now.get("outdatedBy").isNull()) {
      return;
    }
    Answer answer = Planners.step(planner, which, now.get("version").asLong(), "carry-over");
    said.note("carry-over", answer);
    said.entry(which, answer);
    partition = Planners.partition(planner, plan);
  }

  /** Takes the last steps of the plan back, whoever did them. */
  private void undoSome() {
    JsonNode now = Planners.plan(planner, plan);
    long left = Math.max(0, now.get("operations").asLong() - 1 - random.nextInt(4));
    Answer answer =
        Planners.step(planner, plan, now.get("version").asLong(), "undo-to", Map.of("seq", left));
    said.note("undo-to", answer);
    said.entry(plan, answer);
  }

  /** Divides the plan anew by a file that was saved of this plan, or of the one before it. */
  private void takeFile() {
    if (file == null) {
      return;
    }
    Answer answer =
        planner.send(
            "POST",
            "/api/plans/" + plan + "/file",
            file,
            "If-Match",
            "\"" + version(planner, plan) + "\"",
            "Idempotency-Key",
            Planners.key());
    said.note("file", answer);
    said.entry(plan, answer);
  }

  private void keep() {
    for (int i = 0; i < 3; i++) {
      Operation one = drawing.next(partition);
      Operation drawn =
          i == 1 ? new Operation.Batch(List.of(one, drawing.next(partition)), null) : one;
      kept.add(new Kept(plan, drawn, partition.get("version").asLong(), Planners.key()));
    }
  }

  /** Sends what was kept, in its order; some of it twice, as after an answer that got lost. */
  private void sendKept() {
    TreeSet<Long> own = new TreeSet<>();
    for (Kept one : kept) {
      Answer first = send(one, own);
      if (random.nextBoolean()) {
        Answer second = send(one, own);
        if (first.status() == 200) {
          assertThat(second.status()).as(second.text()).isEqualTo(200);
          assertThat(second.json().get("seq")).isEqualTo(first.json().get("seq"));
        }
      }
      if (first.status() == 200) {
        own.add(first.json().get("version").asLong());
      }
    }
    kept.clear();
  }

  private Answer send(Kept one, TreeSet<Long> own) {
    List<String> headers =
        new ArrayList<>(
            List.of("If-Match", "\"" + one.version() + "\"", "Idempotency-Key", one.key()));
    if (!own.isEmpty()) {
      headers.add(PlanKeys.OWN_VERSIONS);
      headers.add(own.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    Answer answer =
        planner.send(
            "POST",
            "/api/plans/" + one.plan() + "/operations",
            new OperationRequest(one.operation()),
            headers.toArray(String[]::new));
    said.note("kept", answer);
    said.entry(one.plan(), answer);
    return answer;
  }

  /** Has one of his publications that are still to come called off or moved. */
  private void callOffOrMove() {
    Long which = coming.poll();
    if (which == null) {
      return;
    }
    JsonNode now = Planners.plan(planner, which);
    String state = now.get("state").asString();
    boolean toCome =
        (state.equals("PUBLISHED") || state.equals("SUPERSEDED"))
            && Instant.parse(now.get("effectiveFrom").asString()).isAfter(Instant.now());
    if (!toCome) {
      return;
    }
    boolean off = random.nextBoolean();
    Map<String, String> wish = new HashMap<>(Map.of("reason", "WRONG_DAY", "note", "日期写错了"));
    wish.put("kind", off ? "CALL_OFF" : "MOVE");
    if (!off && random.nextBoolean()) {
      wish.put("effectiveFrom", day(1 + random.nextInt(FURTHEST_DAY)));
    }
    if (step("publication-changes", planner, which, wish).status() != 201
        || !agreed(which, off)
        || wish.containsKey("effectiveFrom")) {
      coming.add(which);
    } else if (off && random.nextBoolean()) {
      publish(which, false);
    }
  }

  /** Whether the second person's consent had the effect; what has none is dropped. */
  private boolean agreed(long which, boolean off) {
    JsonNode before = Planners.plan(decider, which);
    Answer decided =
        Planners.step(
            decider,
            which,
            before.get("version").asLong(),
            "publication-changes/decision",
            Map.of("agree", true));
    said.note(off ? "call off" : "move", decided);
    if (decided.status() != 200) {
      step("publication-changes/decision", planner, which, Map.of("agree", false));
      return false;
    }
    if (off) {
      said.calledOff(before.get("divisionId").asLong());
    }
    return true;
  }
}
