package org.gridmap.backend.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gridmap.backend.access.Role;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a leader asks for: every count of one grid, suppressed for him. Once while nobody changes
 * anything, and once after each change of the register, when the counts have to be made anew.
 */
final class AggregateBench {
  private static final int WARM = 10;
  private static final int ROUNDS = 40;

  private final JdbcTemplate owner;
  private final JdbcClient job;
  private final int port;

  AggregateBench(JdbcTemplate owner, JdbcClient job, int port) {
    this.owner = owner;
    this.job = job;
    this.port = port;
  }

  /**
   * @param leaves how many leaf grids the town has
   */
  List<BenchRow> run(int leaves) throws IOException, InterruptedException {
    fill();
    BenchDoor leader = BenchDoor.open(owner, Role.LEADER, BenchTown.ROOT_CODE);
    BenchPage page = new BenchPage(leader, port);
    List<Long> grids =
        job.sql("SELECT id FROM grid ORDER BY hashint8(id) LIMIT 50")
            .query((row, n) -> row.getLong(1))
            .list();
    List<Double> bare = new ArrayList<>();
    List<Double> unchanged = new ArrayList<>();
    List<Double> changed = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int round = -WARM; round < ROUNDS; round++) {
        String path = "/api/grids/" + grids.get(Math.abs(round) % grids.size()) + "/aggregates";
        double[] times = new double[3];
        times[0] = milliseconds(client, page, "/api/measures");
        times[1] = milliseconds(client, page, path);
        moveSomebody();
        times[2] = milliseconds(client, page, path);
        if (round >= 0) {
          bare.add(times[0]);
          unchanged.add(times[1]);
          changed.add(times[2]);
        }
      }
    }
    String work = String.format(Locale.ROOT, "counts of one grid of %,d for a leader, p50", leaves);
    return List.of(
        row(work, unchanged, bare, "≤ 20 ms"), row(work + ", after a change", changed, bare, ""));
  }

  private static BenchRow row(String work, List<Double> ours, List<Double> bare, String goal) {
    return Rounds.of(ours, bare).row(work, "an answer without counts", "ms over HTTP", goal, "");
  }

  /** People in every house, as the map was filled with them. */
  private void fill() {
    job.sql(
            """
            INSERT INTO person.house_tally (house_id, village_code, households, residents, registered,
              permanent, floating, at_home, away, moved_out, children, elders, care_needs)
            SELECT id, :village, (n + 2) / 3, n, n / 2, n / 4, n - n / 2 - n / 4, n - n / 3, n / 3, id % 2,
              n / 5, n / 4, CASE WHEN id % 9 = 0 THEN n / 4 ELSE 0 END
            FROM (SELECT id, coalesce(resident_count, 0) AS n FROM house) h
            """)
        .param("village", BenchTown.ROOT_CODE)
        .update();
    moveSomebody();
  }

  /** As the register does it: the tally of the house, then the number of the state. */
  private void moveSomebody() {
    job.sql(
            """
            UPDATE person.house_tally SET residents = residents + 1, at_home = at_home + 1, registered = registered + 1
            WHERE house_id = (SELECT min(house_id) FROM person.house_tally)
            """)
        .update();
    job.sql("UPDATE person.register_revision SET number = number + 1").update();
  }

  private static double milliseconds(HttpClient client, BenchPage page, String path)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    page.send(client, "GET", path, null, null);
    return (System.nanoTime() - start) / 1e6;
  }
}
