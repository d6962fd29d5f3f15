package org.gridmap.backend.access.apidoc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridmap.backend.GridMapTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The committed {@code backend/openapi.json} is what the server says of itself; the types of the
 * web map are made from it. Write it anew with {@code mvn -pl backend -am test
 * -Dtest=OpenApiDriftTest -Dsurefire.failIfNoSpecifiedTests=false -Dgridmap.openapi.write=true}.
 */
@GridMapTest
class OpenApiDriftTest {
  private static final Path COMMITTED = Path.of("openapi.json");

  @LocalServerPort private int port;

  @Test
  void the_committed_description_is_the_one_that_the_server_gives() throws Exception {
    String served = served();
    if (Boolean.getBoolean("gridmap.openapi.write")) {
      Files.writeString(COMMITTED, served);
    }
    assertThat(Files.readString(COMMITTED))
        .as("backend/openapi.json; see this class for how to write it anew")
        .isEqualTo(served);
  }

  @Test
  void a_changed_description_would_be_noticed() throws Exception {
    assertThat(Files.readString(COMMITTED).replace("heightMetres", "height"))
        .isNotEqualTo(served());
  }

  @Test
  void no_answer_is_described_without_what_it_holds() throws Exception {
    // A type that cannot be described, for two share its name, is left out with a mere warning.
    assertThat(served()).doesNotContain("\"content\" : { }");
  }

  private String served() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/openapi.json"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body().stripTrailing() + "\n";
    }
  }
}
