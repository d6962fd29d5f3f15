package org.gridmap.backend.web.ingress;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.gridmap.backend.web.ProblemWriter;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses text that no database takes or that nobody can see, once for every route and before any:
 * in the address, in names and values of parameters, in headers, and in bodies while they are read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class TextFilter extends OncePerRequestFilter {
  /** Headers whose values are words of the protocol, which has no letters but Latin ones. */
  private static final Set<String> WORDS =
      Set.of("if-match", "if-none-match", "idempotency-key", "last-event-id", "x-csrf-token");

  private final ProblemWriter problems;

  TextFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String fault = fault(request);
    if (fault != null) {
      problems.write(
          response,
          WebProblems.MALFORMED_REQUEST,
          fault
              + " holds text that is not UTF-8, or a control or invisible character; versions and keys in"
              + " headers are Latin.");
      return;
    }
    chain.doFilter(isJson(request.getContentType()) ? new Checked(request) : request, response);
  }

  private static @Nullable String fault(HttpServletRequest request) {
    String query = request.getQueryString();
    if (!AllowedText.isEscapedText(request.getRequestURI())
        || (query != null && !AllowedText.isEscapedText(query))) {
      return "The address";
    }
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : Collections.list(request.getHeaders(name))) {
        boolean word = WORDS.contains(name.toLowerCase(Locale.ROOT));
        if (word ? !AllowedText.isPlain(value) : !AllowedText.isHeader(value)) {
          return "A header";
        }
      }
    }
    return null;
  }

  private static boolean isJson(@Nullable String type) {
    return type == null || type.toLowerCase(Locale.ROOT).contains("json");
  }

  private static final class Checked extends HttpServletRequestWrapper {
    private @Nullable ServletInputStream body;

    Checked(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream checked = body;
      if (checked == null) {
        checked = new CheckedJsonBody(super.getInputStream());
        body = checked;
      }
      return checked;
    }
  }
}
