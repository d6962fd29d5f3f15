package org.gridmap.backend.access.apidoc;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The page that shows {@code /api/openapi.json} to people and sends requests for whoever is signed
 * in. Everything it loads is one of the few files here: Swagger UI, from its jar, and our own. It
 * runs under the policy of every other answer.
 */
@Hidden
@Controller
class ApiPageController {
  private static final String PAGE = "docs.html";
  private static final String LIBRARY = "classpath*:META-INF/resources/webjars/swagger-ui/*/";

  private record PageFile(byte[] content, MediaType type) {}

  private final Map<String, PageFile> files =
      Map.of(
          PAGE,
          own(PAGE, "text/html"),
          "docs.js",
          own("docs.js", "text/javascript"),
          "docs.css",
          own("docs.css", "text/css"),
          "swagger-ui-bundle.js",
          ofLibrary("swagger-ui-bundle.js", "text/javascript"),
          "swagger-ui.css",
          ofLibrary("swagger-ui.css", "text/css"));

  @GetMapping("/api/docs")
  ResponseEntity<byte[]> page() {
    return file(PAGE);
  }

  @GetMapping("/api/docs/{name}")
  ResponseEntity<byte[]> file(@PathVariable String name) {
    PageFile file = files.get(name);
    if (file == null) {
      throw new ProblemException(WebProblems.NOT_FOUND, "The page of the API has no such file.");
    }
    return ResponseEntity.ok().contentType(file.type()).body(file.content());
  }

  private static PageFile own(String name, String type) {
    return read(new ClassPathResource(name, ApiPageController.class), type);
  }

  /** The folder of the library carries its version, which only the build names. */
  private static PageFile ofLibrary(String name, String type) {
    try {
      Resource[] found = new PathMatchingResourcePatternResolver().getResources(LIBRARY + name);
      if (found.length != 1) {
        throw new IllegalStateException(
            "The class path holds %s %d times".formatted(name, found.length));
      }
      return read(found[0], type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PageFile read(Resource resource, String type) {
    try {
      return new PageFile(
          resource.getContentAsByteArray(),
          new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
