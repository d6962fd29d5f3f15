package org.gridmap.backend.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Somebody's open page: asks and changes as a browser does. */
final class BenchPage {
  private static final JsonMapper JSON = new JsonMapper();

  private final BenchDoor door;
  private final String base;

  BenchPage(BenchDoor door, int port) {
    this.door = door;
    this.base = "http://127.0.0.1:" + port;
  }

  /**
   * The body of a successful answer.
   *
   * @param version what a change is based on; null for a read and for something new
   * @throws IOException for any other answer
   */
  String send(
      HttpClient client, String method, String path, @Nullable Object body, @Nullable Long version)
      throws IOException, InterruptedException {
    return send(client, method, path, body, version, UUID.randomUUID().toString());
  }

  /**
   * Sends something new.
   *
   * @param key the same for each time that it is sent
   */
  String create(HttpClient client, String path, Object body, String key)
      throws IOException, InterruptedException {
    return send(client, "POST", path, body, null, key);
  }

  private String send(
      HttpClient client,
      String method,
      String path,
      @Nullable Object body,
      @Nullable Long version,
      String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .header("X-CSRF-Token", door.csrfToken())
          .header("Idempotency-Key", key);
    }
    if (version != null) {
      request.header("If-Match", "\"" + version + "\"");
    }
    HttpResponse<byte[]> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() >= 300) {
      throw new IOException(path + " was answered with " + answer.statusCode() + " " + text);
    }
    return text;
  }

  /** The lines of an answer that does not end by itself, as they come; closing them ends it. */
  Stream<String> listen(HttpClient client, String path) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> answer =
        client.send(request(path).build(), HttpResponse.BodyHandlers.ofLines());
    if (answer.statusCode() >= 300) {
      throw new IOException(path + " was answered with " + answer.statusCode());
    }
    return answer.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).header("Cookie", door.cookie());
  }
}
