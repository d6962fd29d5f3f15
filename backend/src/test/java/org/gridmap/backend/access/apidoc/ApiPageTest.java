package org.gridmap.backend.access.apidoc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gridmap.backend.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

/** The page of the API is whole in our own jar. */
class ApiPageTest {
  private static final Pattern OWN = Pattern.compile("(?:src|href)=\"/api/docs/([^\"]+)\"");

  private final ApiPageController page = new ApiPageController();

  @Test
  void every_file_that_the_page_names_is_served() {
    List<String> named =
        OWN.matcher(text(page.page())).results().map((MatchResult one) -> one.group(1)).toList();

    assertThat(named)
        .containsExactlyInAnyOrder("swagger-ui.css", "docs.css", "swagger-ui-bundle.js", "docs.js");
    for (String name : named) {
      ResponseEntity<byte[]> file = page.file(name);
      assertThat(file.getBody()).as(name).isNotEmpty();
      assertThat(String.valueOf(file.getHeaders().getContentType()))
          .startsWith(name.endsWith(".css") ? "text/css" : "text/javascript");
    }
  }

  /** The policy of the server would refuse it, and the page stay white. */
  @Test
  void nothing_stands_in_the_page_that_the_policy_forbids() {
    assertThat(text(page.page()))
        .doesNotContain("<style", " style=", " onload=", "http:", "https:")
        .doesNotContainPattern("<script(?![^>]*src=)");
  }

  @Test
  void no_other_file_of_the_library_is_served() {
    for (String name : List.of("index.html", "oauth2-redirect.html", "swagger-ui.js", "..")) {
      assertThatThrownBy(() -> page.file(name)).as(name).isInstanceOf(ProblemException.class);
    }
  }

  private static String text(ResponseEntity<byte[]> file) {
    byte[] body = file.getBody();
    assertThat(body).isNotNull();
    return new String(body, UTF_8);
  }
}
