package org.gridmap.backend.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gridmap.backend.access.Role;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many open maps, each of which listens and asks for what changed as the page does, until it has
 * read a report that somebody sends.
 */
final class EventStreamBench {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAPS = 500;
  private static final int MAPS_OF_ACCOUNT = 20;
  private static final int WARM = 5;
  private static final int REPORTS = 20;
  private static final int PATIENCE_SECONDS = 30;

  private final JdbcTemplate owner;
  private final Reporters reporters;
  private final int port;

  EventStreamBench(JdbcTemplate owner, Reporters reporters, int port) {
    this.owner = owner;
    this.reporters = reporters;
    this.port = port;
  }

  /** When the maps had read one event; a map may be quicker than the answer to the reporter. */
  private record Arrivals(Queue<Long> at, CountDownLatch missing) {
    static Arrivals of(Map<String, Arrivals> all, String number) {
      return all.computeIfAbsent(
          number, one -> new Arrivals(new ConcurrentLinkedQueue<>(), new CountDownLatch(MAPS)));
    }

    void add(long now) {
      at.add(now);
      missing.countDown();
    }
  }

  /** One row: until a report is on the map, against until its reporter has the answer. */
  BenchRow run() throws IOException, InterruptedException {
    Map<String, Arrivals> reports = new ConcurrentHashMap<>();
    CountDownLatch listening = new CountDownLatch(MAPS);
    Queue<Double> seen = new ConcurrentLinkedQueue<>();
    List<Double> answered = new ArrayList<>();
    List<Stream<String>> streams = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService maps = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (int i = 0; i < MAPS / MAPS_OF_ACCOUNT; i++) {
          BenchPage page =
              new BenchPage(BenchDoor.open(owner, Role.LEADER, BenchTown.ROOT_CODE), port);
          for (int j = 0; j < MAPS_OF_ACCOUNT; j++) {
            Stream<String> stream = page.listen(client, "/api/event-stream");
            streams.add(stream);
            maps.submit(() -> follow(client, page, stream, reports, listening));
          }
        }
        await(listening);
        for (int i = -WARM; i < REPORTS; i++) {
          report(client, i, reports, seen, answered);
        }
      } finally {
        client.shutdownNow();
        maps.shutdownNow();
        streams.forEach(Stream::close);
      }
    }
    return Percentiles.of(seen)
        .row(
            String.format(Locale.ROOT, "report until it is on each of %d open maps", MAPS),
            Percentiles.of(answered),
            "until its reporter has the answer",
            "≤ 1,000 ms",
            "");
  }

  private void report(
      HttpClient client,
      int number,
      Map<String, Arrivals> reports,
      Queue<Double> seen,
      List<Double> answered)
      throws IOException, InterruptedException {
    Map<String, Object> report = reporters.report();
    long start = System.nanoTime();
    String answer =
        reporters.page(0).create(client, "/api/events", report, UUID.randomUUID().toString());
    double milliseconds = (System.nanoTime() - start) / 1e6;
    Arrivals arrivals = Arrivals.of(reports, JSON.readTree(answer).get("number").asString());
    await(arrivals.missing());
    if (number >= 0) {
      answered.add(milliseconds);
      arrivals.at().forEach(at -> seen.add((at - start) / 1e6));
    }
    Thread.sleep(200);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(latch.getCount() + " of the maps were not reached");
    }
  }

  /** Asks for what changed after each word of the stream, until that ends. */
  private static Void follow(
      HttpClient client,
      BenchPage page,
      Stream<String> stream,
      Map<String, Arrivals> reports,
      CountDownLatch listening) {
    long[] since = {-1};
    stream
        .filter(line -> line.startsWith("data:"))
        .forEach(line -> {
          long revision = JSON.readTree(line.substring(5)).get("revision").asLong();
          if (since[0] < 0) {
            since[0] = revision;
            listening.countDown();
          } else if (revision > since[0]) {
            since[0] = read(client, page, since[0], reports);
          }
        });
    return null;
  }

  private static long read(
      HttpClient client, BenchPage page, long since, Map<String, Arrivals> reports) {
    try {
      JsonNode changes =
          JSON.readTree(page.send(client, "GET", "/api/event-changes?since=" + since, null, null));
      long now = System.nanoTime();
      for (JsonNode event : changes.get("changed")) {
        Arrivals.of(reports, event.get("number").asString()).add(now);
      }
      return changes.get("revision").asLong();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return since;
    }
  }
}
