package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gridmap.backend.publication.PublishingProcess.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Reports events and takes their first steps, one after the other, in the village whose plan is
 * edited. What had no answer is sent again under its key, as a telephone does it.
 */
final class Reporter {
  private static final int STEPS = 2;

  private final PublishingProcess town;
  private final Map<Long, Integer> stepsOf = new TreeMap<>();
  private @Nullable Sent open;
  private int sent;
  private int unanswered;

  Reporter(PublishingProcess town) {
    this.town = town;
  }

  /**
   * A request.
   *
   * @param event number of the event for a step of it; null for a report
   */
  private record Sent(@Nullable Long event, @Nullable Long version, String body, String key) {
    String path() {
      return event == null ? "/api/events" : "/api/events/" + event + "/actions";
    }
  }

  int reported() {
    return stepsOf.size();
  }

  /** How often a request had no answer. */
  int unanswered() {
    return unanswered;
  }

  void workUntilKilled(AtomicBoolean over) {
    while (!over.get() && open == null) {
      long event = take(report());
      for (int step = 0; step < STEPS && open == null && !over.get(); step++) {
        take(
            new Sent(
                event,
                (long) step,
                "{\"action\":\"ADVANCE\",\"text\":\"已办\"}",
                UUID.randomUUID().toString()));
      }
    }
  }

  /** Each at a place of its own, by which it is known again. */
  private Sent report() {
    return new Sent(
        null,
        null,
        String.format(
            Locale.ROOT,
            "{\"category\":\"LITTER\",\"longitude\":%.6f,\"latitude\":30.005,\"importance\":\"LOW\","
                + "\"pressing\":\"LOW\",\"text\":\"垃圾\"}",
            71.002 + 1e-6 * sent++),
        UUID.randomUUID().toString());
  }

  private Reply send(Sent one) {
    return town.ask(
        PublishingServer.REPORTER + PublishingServer.EDITED,
        "POST",
        one.path(),
        one.body(),
        one.version(),
        one.key());
  }

  /** Sends; without an answer it stays open. */
  private long take(Sent one) {
    Reply reply = send(one);
    if (reply.status() == 0 || reply.status() == 503) {
      open = one;
      unanswered++;
      return 0;
    }
    return acknowledged(one, reply);
  }

  private long acknowledged(Sent one, Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(one.event() == null ? 201 : 200);
    long event = reply.number("id");
    stepsOf.merge(event, one.event() == null ? 0 : 1, Integer::sum);
    return event;
  }

  void repeatUnanswered() throws Exception {
    Sent again = open;
    if (again != null) {
      acknowledged(again, PublishingProcess.answered(() -> send(again)));
      open = null;
    }
  }

  void assertNothingLostAndNothingTwice() throws SQLException {
    List<List<String>> stored =
        town.rows(
            """
            SELECT e.id, e.version, (SELECT count(*) FROM event_history h WHERE h.event_id = e.id)
            FROM event e ORDER BY e.id
            """);
    assertThat(stored)
        .containsExactlyElementsOf(
            stepsOf.entrySet().stream()
                .map(one ->
                    List.of(
                        one.getKey().toString(),
                        one.getValue().toString(),
                        Integer.toString(one.getValue() + 1)))
                .toList());
    assertThat(
            town.rows(
                    """
                    SELECT count(DISTINCT ST_X(location)), min(sequence), max(sequence),
                      (SELECT sum(last) FROM event_number)
                    FROM event
                    """)
                .getFirst())
        .containsExactly(
            Integer.toString(stored.size()),
            "1",
            Integer.toString(stored.size()),
            Integer.toString(stored.size()));
  }
}
