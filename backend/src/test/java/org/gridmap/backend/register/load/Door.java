package org.gridmap.backend.register.load;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Credentials;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A way in for tests that are not about signing in: a key that a header carries, beside the ways
 * that the server has. Keeps every answer, so that all of them can be searched.
 */
@TestConfiguration(proxyBeanMethods = false)
public class Door {
  private static final String HEADER = "X-Test-Key";
  private static final Map<String, Caller> KEYS = new ConcurrentHashMap<>();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  /** Answers to everything but reveals. */
  static final List<String> ANSWERS = new CopyOnWriteArrayList<>();

  @Bean
  @Order(0)
  Credentials testKeys() {
    return new Credentials() {
      @Override
      public Optional<SignedIn> find(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        return key == null
            ? Optional.empty()
            : Optional.ofNullable(KEYS.get(key)).map(caller -> new SignedIn(caller, null));
      }
    };
  }

  /** One answer. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text() {
      return response.body();
    }

    JsonNode json() {
      return JSON.readTree(text());
    }
  }

  /** Asks the server on behalf of one caller. */
  static final class Visitor {
    private final String base;
    private final String key;

    Visitor(Environment environment, Caller caller) {
      this.base = "http://127.0.0.1:" + environment.getProperty("local.server.port");
      this.key = caller.login();
      KEYS.put(key, caller);
    }

    Answer get(String path) {
      return send("GET", path, null);
    }

    Answer post(String path, Object body, String... headers) {
      return send("POST", path, body, headers);
    }

    /** Any method; headers as name, value, name, value. */
    Answer send(String method, String path, Object body, String... headers) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base + path))
              .header(HEADER, key)
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofString(
                          body instanceof String text ? text : JSON.writeValueAsString(body)));
      if (headers.length > 0) {
        request.headers(headers);
      }
      try {
        Answer answer =
            new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        if (!path.endsWith("/reveal")) {
          ANSWERS.add(
              method + " " + path + "\n" + answer.response().headers().map() + answer.text());
        }
        return answer;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
