package org.gridmap.backend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the server under test over HTTP, as a browser would. */
public final class Client {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final String base;
  private final String cookie;

  private Client(String base, String cookie) {
    this.base = base;
    this.cookie = cookie;
  }

  /** A client of the server that a test runs. */
  public static Client of(Environment environment) {
    return new Client("http://127.0.0.1:" + environment.getProperty("local.server.port"), "");
  }

  /** A client in which a planner is signed in, who sees all of the map and drafts too. */
  public static Client ofPlanner(Environment environment, JdbcClient jdbc) {
    Browser browser =
        People.browser(jdbc, environment, People.with(jdbc, "PLANNER", "999900000001"));
    return new Client(of(environment).base, Browser.COOKIE + "=" + browser.cookie());
  }

  /** One answer. */
  public record Answer(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    /** A header, or an empty text. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The body, unpacked if it is packed. */
    public String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The bytes of the body, unpacked if they are packed. */
    public byte[] bytes() {
      try {
        byte[] body = response.body();
        return header("Content-Encoding").equals("gzip")
            ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
            : body;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The body if it is JSON or a problem, or an empty text. */
    String anyJson() {
      return header("Content-Type").matches("application/(problem[+])?json.*") ? text() : "";
    }

    public JsonNode json() {
      return JSON.readTree(text());
    }
  }

  public String base() {
    return base;
  }

  /** GET with headers given as name, value, name, value. */
  public Answer get(String pathOrAddress, String... headers) {
    return send("GET", pathOrAddress, headers);
  }

  /** Any method without a body. */
  public Answer send(String method, String pathOrAddress, String... headers) {
    String address = pathOrAddress.startsWith("http") ? pathOrAddress : base + pathOrAddress;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address)).method(method, BodyPublishers.noBody());
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      Answer answer =
          new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
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
}
