package org.gridmap.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.web.PositionModule;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One person's browser: keeps the cookie of the session, and repeats its CSRF token with every
 * change as the page does.
 */
public final class Browser {
  public static final String COOKIE = "__Host-gridmap";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new PositionModule()).build();

  private final String base;
  private String cookie = "";
  private String csrfToken = "";

  private Browser(String base) {
    this.base = base;
  }

  /** A browser without a session, on the server that a test runs. */
  public static Browser of(Environment environment) {
    return new Browser(Client.of(environment).base());
  }

  /** Signs in with a password; the answer says how far that led. */
  public Client.Answer signIn(String login, String password) {
    return post("/api/session", Map.of("login", login, "password", password));
  }

  public Client.Answer get(String path) {
    return send("GET", path, null);
  }

  public Client.Answer post(String path, Object body) {
    return send("POST", path, body);
  }

  public Client.Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Any request, with a JSON body or plain bytes if there are any, and headers as name, value. */
  public Client.Answer send(String method, String path, Object body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(
                        body instanceof byte[] bytes ? bytes : JSON.writeValueAsBytes(body)));
    if (body != null) {
      request.header(
          "Content-Type", body instanceof byte[] ? "application/octet-stream" : "application/json");
    }
    if (!cookie.isEmpty()) {
      request.header("Cookie", COOKIE + "=" + cookie);
    }
    if (!method.equals("GET")
        && !csrfToken.isEmpty()
        && !List.of(headers).contains("X-CSRF-Token")) {
      request.header("X-CSRF-Token", csrfToken);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      Client.Answer answer =
          new Client.Answer(HTTP.send(request.build(), FirstEvents.orWholeBody()));
      remember(answer);
      DescribedApi.check(
          method, answer.response().uri().getPath(), answer.status(), answer.anyJson());
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The secret of the session; empty without one. */
  public String cookie() {
    return cookie;
  }

  /** Goes on with the session of another browser, as a thief would. */
  public Browser steal(String secret) {
    cookie = secret;
    return this;
  }

  private void remember(Client.Answer answer) {
    for (String header : answer.response().headers().allValues("Set-Cookie")) {
      if (header.startsWith(COOKIE + "=")) {
        cookie = header.substring(COOKIE.length() + 1, header.indexOf(';'));
      }
    }
    if (answer.header("Content-Type").startsWith("application/json")) {
      JsonNode token = answer.json().path("csrfToken");
      if (token.isString()) {
        csrfToken = token.stringValue();
      }
    }
  }
}
