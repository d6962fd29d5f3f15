package org.gridmap.backend.plan.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.plan.PlanLog;
import tools.jackson.databind.JsonNode;

/** Everything that the server acknowledged while several people worked at once. */
final class Acknowledged {
  /** Entries of the log, by plan: number → hash after it, empty where the answer tells none. */
  private final Map<Long, Map<Long, String>> entries = new ConcurrentHashMap<>();

  private final Map<Long, Long> planOfDivision = new ConcurrentSkipListMap<>();
  private final Set<Long> calledOff = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();

  /**
   * Counts an answer.
   *
   * @throws AssertionError for a fault of the server
   */
  void note(String what, Answer answer) {
    if (answer.status() >= 500) {
      throw new AssertionError(what + ": " + answer.text());
    }
    answers.merge(what + " " + answer.status(), 1, Integer::sum);
  }

  /** Takes note of an entry of a plan's log, if the answer acknowledges one. */
  void entry(long plan, Answer answer) {
    if (answer.status() == 200) {
      JsonNode done = answer.json();
      String hash = done.path("hash").asString("");
      String before =
          entries
              .computeIfAbsent(plan, id -> new ConcurrentHashMap<>())
              .put(done.get("seq").asLong(), hash);
      assertThat(before).as("two answers to one entry").isIn(null, hash);
    }
  }

  void published(long plan, long division) {
    planOfDivision.put(division, plan);
  }

  void calledOff(long division) {
    calledOff.add(division);
  }

  /** Divisions that were published and not called off, in that order, with their plans. */
  Map<Long, Long> divisions() {
    Map<Long, Long> standing = new TreeMap<>(planOfDivision);
    standing.keySet().removeAll(calledOff);
    return standing;
  }

  Map<String, Integer> answers() {
    return answers;
  }

  int count(String... which) {
    return List.of(which).stream().mapToInt(answer -> answers.getOrDefault(answer, 0)).sum();
  }

  /** Every edit that was answered is in the log of its plan, and nothing else. */
  void check(long plan, List<PlanLog.EntrySummary> log) {
    Map<Long, String> hashes = new HashMap<>();
    log.forEach(line -> hashes.put(line.seq(), line.hashAfter()));
    Map<Long, String> expected = new HashMap<>(entries.getOrDefault(plan, Map.of()));
    assertThat(hashes.keySet()).as("plan %d", plan).isEqualTo(expected.keySet());
    expected.values().removeIf(String::isEmpty);
    assertThat(hashes).as("plan %d", plan).containsAllEntriesOf(expected);
  }
}
