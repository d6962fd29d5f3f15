package org.gridmap.backend.publication;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.gridmap.backend.TestHome;
import org.gridmap.backend.operations.cluster.Database;
import org.gridmap.backend.operations.cluster.DatabaseLogins;
import org.gridmap.backend.operations.cluster.PrivateCluster;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PublishingServer} in a process of its own on a cluster of its own, to be ill-treated.
 */
final class PublishingProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final PrivateCluster cluster;
  private final Path home;
  private final int port;
  private DatabaseLogins logins;
  private @Nullable Process server;

  private PublishingProcess(PrivateCluster cluster, Path home, int port) {
    this.cluster = cluster;
    this.logins = cluster.start();
    this.home = home;
    this.port = port;
  }

  /** An answer; status 0 if there was none. */
  record Reply(int status, String body, @Nullable String retryAfter) {
    long number(String field) {
      int at = body.indexOf("\"" + field + "\":") + field.length() + 3;
      int end = at;
      while (Character.isDigit(body.charAt(end))) {
        end++;
      }
      return Long.parseLong(body.substring(at, end));
    }
  }

  static PublishingProcess start() throws Exception {
    Path home = TestHome.create();
    home.toFile().setExecutable(true, false);
    Path data = Files.createTempDirectory("gridmap-kill");
    data.toFile().setExecutable(true, false);
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    PublishingProcess started =
        new PublishingProcess(PrivateCluster.in(data, step -> {}), home, port);
    started.startServer();
    return started;
  }

  PrivateCluster cluster() {
    return cluster;
  }

  DatabaseLogins logins() {
    return logins;
  }

  boolean isServerAlive() {
    Process running = server;
    return running != null && running.isAlive();
  }

  private void startServer() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            PublishingServer.class.getName(),
            "--server.port=" + port,
            "--gridmap.home=" + home,
            "--spring.datasource.hikari.maximum-pool-size=6",
            "--spring.datasource.hikari.connection-timeout=2000");
    builder.environment().putAll(logins.environment());
    server =
        builder
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("server.log").toFile())
            .start();
    awaitServer();
  }

  void restartServer() throws Exception {
    Process running = server;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
    startServer();
  }

  /** Starts the database again; true if it is where the server looks for it. */
  boolean restartDatabase() {
    String address = logins.owner().url();
    logins = cluster.start();
    return logins.owner().url().equals(address);
  }

  void awaitServer() throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (!isServerAlive()) {
        throw new IllegalStateException(Files.readString(home.resolve("server.log")));
      }
      Reply status =
          ask(
              "planner-" + PublishingServer.PUBLISHED,
              "GET",
              "/api/divisions?rootCode=" + PublishingServer.EDITED,
              null,
              null);
      if (status.status() == 200 && status.body().contains("IN_FORCE")) {
        return;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException(
        "the server does not answer again: " + Files.readString(home.resolve("server.log")));
  }

  Reply ask(
      String login, String method, String path, @Nullable String body, @Nullable Long version) {
    return ask(login, method, path, body, version, UUID.randomUUID().toString());
  }

  /**
   * @param key the same for each time that a request is made
   */
  Reply ask(
      String login,
      String method,
      String path,
      @Nullable String body,
      @Nullable Long version,
      String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .header("X-Signed-In", login)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (version != null) {
      request.header("If-Match", "\"" + version + "\"");
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          answer.statusCode(),
          answer.body(),
          answer.headers().firstValue("Retry-After").orElse(null));
    } catch (IOException e) {
      return new Reply(0, "", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply(0, "", null);
    }
  }

  /**
   * What a request is answered that is made again while the server says that nothing was done:
   * right after a crash of the database the pool may still hold connections of the old one.
   */
  static Reply answered(Callable<Reply> request) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    Reply reply = request.call();
    while (reply.status() == 503 && System.nanoTime() < end) {
      Thread.sleep(200);
      reply = request.call();
    }
    return reply;
  }

  /** What the owner of the tables reads. */
  List<List<String>> rows(String sql, Object... parameters) throws SQLException {
    Database owner = logins.owner();
    try (Connection connection =
            DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<List<String>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(result.getString(i));
          }
          rows.add(row);
        }
      }
      return rows;
    }
  }

  String one(String sql, Object... parameters) throws SQLException {
    return rows(sql, parameters).getFirst().getFirst();
  }

  @Override
  public void close() throws InterruptedException {
    Process running = server;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
    cluster.destroy();
  }
}
