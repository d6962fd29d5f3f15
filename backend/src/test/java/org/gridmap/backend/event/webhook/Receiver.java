package org.gridmap.backend.event.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Somebody else's program that takes messages, believes signed ones only, and each once. */
final class Receiver implements AutoCloseable {
  /** What it does with what it is sent. */
  enum Manner {
    TAKES,
    FAILS,
    HANGS,
    REDIRECTS,
    ANSWERS_LATE
  }

  final List<String> taken = new CopyOnWriteArrayList<>();
  final List<Integer> answers = new CopyOnWriteArrayList<>();
  volatile Manner manner = Manner.TAKES;
  volatile @Nullable String secret;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final HttpServer server;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/hook", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (manner) {
      case FAILS -> answer(exchange, 500);
      case REDIRECTS -> {
        exchange.getResponseHeaders().add("Location", url());
        answer(exchange, 307);
      }
      case HANGS -> sleep(Duration.ofSeconds(60));
      case ANSWERS_LATE -> {
        sleep(Duration.ofSeconds(3));
        answer(exchange, judge(exchange, body));
      }
      case TAKES -> answer(exchange, judge(exchange, body));
    }
  }

  private int judge(HttpExchange exchange, String body) {
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
    String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
    return take(id, time, signature, body);
  }

  /** 200 if it was taken, 409 if it was there already, 401 if it is not to be believed. */
  int take(String id, String time, String signature, String body) {
    Instant at = Instant.ofEpochSecond(Long.parseLong(time));
    if (!WebhookSignature.fits(
            signature, String.valueOf(secret), id, at, body.getBytes(StandardCharsets.UTF_8))
        || Duration.between(at, Instant.now()).abs().compareTo(Duration.ofMinutes(5)) > 0) {
      return 401;
    }
    if (!known.add(id)) {
      return 409;
    }
    taken.add(body);
    return 200;
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    answers.add(status);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
