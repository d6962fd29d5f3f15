package org.gridmap.backend.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.sql.SqlFile;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the page of a leader over all grids asks for: numbers, list and map of events, with one
 * filter after another, each question after a change of some event.
 */
final class EventBench {
  private static final SqlFile EVENTS = SqlFile.of(EventBench.class, "events.sql");
  private static final SqlFile HISTORY = SqlFile.of(EventBench.class, "event-history.sql");
  private static final int WARM = 18;
  private static final int ROUNDS = 90;
  private static final String REFERENCE = "an answer without events";

  private static final List<String> FILTERS =
      List.of(
          "",
          "category=FLOODING",
          "urgency=RED,ORANGE",
          "department=POLICE",
          "category=LITTER&urgency=BLUE",
          "from=%s",
          "grid=%d",
          "from=%s&department=TOWN",
          "grid=%d&urgency=RED");

  private final JdbcTemplate owner;
  private final int port;

  EventBench(JdbcTemplate owner, int port) {
    this.owner = owner;
    this.port = port;
  }

  /** Fills the town that stands there with events. */
  void fill(int events) {
    owner.update(
        "INSERT INTO event_number (village_code, year, last) VALUES (?, 2026, ?)"
            + " ON CONFLICT (village_code, year) DO UPDATE SET last = excluded.last",
        BenchTown.ROOT_CODE,
        events);
    owner.update(EVENTS.text(), BenchTown.ROOT_CODE, BenchTown.ROOT_CODE, events);
    owner.update(HISTORY.text());
    owner.queryForList(
        "SELECT setval(pg_get_serial_sequence('event', 'id'), (SELECT max(id) FROM event))");
    owner.update("UPDATE event_revision SET number = number + 1");
    owner.execute("VACUUM (ANALYZE) event, event_history");
  }

  /**
   * @param events how many there are
   * @param leaves in how many leaf grids
   * @param numbersGoal milliseconds for the numbers
   */
  List<BenchRow> run(int events, int leaves, int numbersGoal)
      throws IOException, InterruptedException {
    BenchPage page = new BenchPage(BenchDoor.open(owner, Role.LEADER, BenchTown.ROOT_CODE), port);
    String of = String.format(Locale.ROOT, " of %,d events in %,d grids", events, leaves);
    List<BenchRow> rows = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      long start = System.nanoTime();
      page.send(client, "GET", "/api/event-numbers", null, null);
      String first =
          String.format(
              Locale.ROOT, "the first after a start %,.0f ms", (System.nanoTime() - start) / 1e6);
      rows.add(measure(client, page, "/api/event-numbers?", "numbers" + of, numbersGoal, first));
      rows.add(measure(client, page, "/api/events?limit=50&", "list" + of, 100, ""));
      rows.add(measure(client, page, "/api/event-points?", "map" + of, 100, ""));
    }
    return rows;
  }

  private BenchRow measure(
      HttpClient client, BenchPage page, String path, String work, int goal, String note)
      throws IOException, InterruptedException {
    List<Long> grids =
        owner.query(
            "SELECT id FROM grid WHERE level < 3 ORDER BY hashint8(id) LIMIT 50",
            (row, number) -> row.getLong(1));
    String monthAgo = owner.queryForObject("SELECT (current_date - 30)::text", String.class);
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    for (int round = -WARM; round < ROUNDS; round++) {
      String filter = FILTERS.get(Math.floorMod(round, FILTERS.size()));
      if (filter.contains("%d")) {
        filter = String.format(Locale.ROOT, filter, grids.get(Math.floorMod(round, grids.size())));
      } else if (filter.contains("%s")) {
        filter = String.format(Locale.ROOT, filter, monthAgo);
      }
      double without = milliseconds(client, page, "/api/measures");
      change();
      double with = milliseconds(client, page, path + filter);
      if (round >= 0) {
        bare.add(without);
        ours.add(with);
      }
    }
    return Percentiles.of(ours)
        .row(work, Percentiles.of(bare), REFERENCE, "≤ " + goal + " ms", note);
  }

  /** As an action does it: the event, under the next revision. */
  private void change() {
    owner.update(
        """
        WITH next AS (UPDATE event_revision SET number = number + 1 RETURNING number)
        UPDATE event SET supervised = NOT supervised, revision = next.number FROM next
        WHERE id = (SELECT id FROM event WHERE closed IS NULL ORDER BY reported_at DESC LIMIT 1)
        """);
  }

  private static double milliseconds(HttpClient client, BenchPage page, String path)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    page.send(client, "GET", path, null, null);
    return (System.nanoTime() - start) / 1e6;
  }
}
