package org.gridmap.backend.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.Map;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a problem to the client whatever formats the client asked for: an error that fails to be
 * negotiated would be an empty error.
 */
@Component
public class ProblemWriter {
  /** When to come back, where nobody knows better. */
  private static final String RETRY_AFTER_SECONDS = "5";

  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Writes a problem whose cause lies in the request. */
  public void write(HttpServletResponse response, ProblemType type, String detail)
      throws IOException {
    write(response, type, detail, null, Map.of());
  }

  /** Replaces whatever was prepared for this response; does nothing if it is already on its way. */
  void write(
      HttpServletResponse response,
      ProblemType type,
      @Nullable String detail,
      @Nullable URI instance,
      Map<String, ?> members)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] body = json.writeValueAsBytes(Problem.of(type, detail, instance, members));
    response.resetBuffer();
    response.setStatus(type.status());
    response.setHeader("ETag", null);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Language", "en");
    if (type.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE
        && response.getHeader("Retry-After") == null) {
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /**
   * The body of a problem in front of Spring; the status is the caller's.
   *
   * @param detail a sentence without a value of the request, so that nothing needs escaping; may be
   *     empty
   */
  public static void writePlain(Response response, ProblemType type, String detail)
      throws IOException {
    SecurityHeaders.addPlain(response);
    response.setContentType(Problem.MEDIA_TYPE);
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    Writer writer = response.getReporter();
    if (writer != null) {
      writer.write(
          "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d%s}"
              .formatted(
                  type.uri(),
                  type.title(),
                  type.status(),
                  detail.isEmpty() ? "" : ",\"detail\":\"" + detail + "\""));
      writer.flush();
    }
  }
}
