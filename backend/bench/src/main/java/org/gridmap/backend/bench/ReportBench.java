package org.gridmap.backend.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reports at a steady rate, whether or not the ones before were answered; each tenth is sent once
 * more, as by a telephone that lost the answer. Afterwards none may be missing and none be there
 * twice.
 */
final class ReportBench {
  private static final int RATE = 200;

  /** So that the server has compiled what a report does. */
  private static final int WARM_SECONDS = 60;

  private static final int SECONDS = 15;
  private static final int COMMITS = 2_000;

  private final JdbcTemplate owner;
  private final JdbcClient job;
  private final Reporters reporters;

  /**
   * @param job reads what was written, which the owner of the tables may not
   */
  ReportBench(JdbcTemplate owner, JdbcClient job, Reporters reporters) {
    this.owner = owner;
    this.job = job;
    this.reporters = reporters;
  }

  /** One row: how long a report took, against a bare row in a transaction of its own. */
  BenchRow run() throws InterruptedException {
    send(RATE / 2, WARM_SECONDS, new ConcurrentLinkedQueue<>());
    Percentiles commits = commits();
    long before = events();
    long unused = missing();
    ConcurrentLinkedQueue<Double> times = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    int failed = send(RATE, SECONDS, times);
    double seconds = (System.nanoTime() - start) / 1e9;
    int sent = RATE * SECONDS;
    long stored = events() - before;
    return Percentiles.of(times)
        .row(
            String.format(Locale.ROOT, "report at %d/s", RATE),
            commits,
            "a row and its commit",
            RATE + "/s accepted, 0 lost, 0 doubled",
            String.format(
                Locale.ROOT,
                "%.0f/s accepted; of %,d sent %d refused, %d lost, %d doubled, %d numbers missing",
                (sent - failed) / seconds,
                sent,
                failed,
                Math.max(0, sent - failed - stored),
                doubled(),
                missing() - unused));
  }

  /** Sends; how many were not accepted. */
  private int send(int rate, int seconds, ConcurrentLinkedQueue<Double> times)
      throws InterruptedException {
    AtomicInteger failed = new AtomicInteger();
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      for (int i = 0; i < rate * seconds; i++) {
        long due = start + i * 1_000_000_000L / rate;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        int number = i;
        Map<String, Object> report = reporters.report();
        senders.submit(() -> {
          String key = UUID.randomUUID().toString();
          try {
            for (int left = number % 10 == 0 ? 2 : 1; left > 0; left--) {
              reporters.page(number).create(client, "/api/events", report, key);
            }
            times.add((System.nanoTime() - due) / 1e6);
          } catch (IOException e) {
            failed.incrementAndGet();
          }
          return null;
        });
      }
      senders.shutdown();
      if (!senders.awaitTermination(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("reports were not answered for two minutes");
      }
    }
    return failed.get();
  }

  /** Of one connection, as of a pool. */
  private Percentiles commits() {
    owner.execute("CREATE TABLE IF NOT EXISTS bench_commit (id bigint)");
    ConnectionCallback<List<Double>> commits =
        connection -> {
          List<Double> times = new ArrayList<>();
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO bench_commit VALUES (?)")) {
            for (int i = 0; i < COMMITS; i++) {
              long start = System.nanoTime();
              insert.setInt(1, i);
              insert.executeUpdate();
              times.add((System.nanoTime() - start) / 1e6);
            }
          }
          return times;
        };
    List<Double> times = Objects.requireNonNull(owner.execute(commits));
    owner.execute("DROP TABLE bench_commit");
    return Percentiles.of(times);
  }

  private long events() {
    return count("SELECT count(*) FROM event WHERE NOT synthetic");
  }

  private long doubled() {
    return job.sql(
            "SELECT count(*) - count(DISTINCT text) FROM person.event_text WHERE kind = 'REPORT'")
        .query((row, number) -> row.getLong(1))
        .single();
  }

  private long missing() {
    return count(
        "SELECT (SELECT sum(last) FROM event_number) - (SELECT count(*) FROM event WHERE id > 0)");
  }

  private long count(String sql) {
    Long count = owner.queryForObject(sql, Long.class);
    return count == null ? -1 : count;
  }
}
