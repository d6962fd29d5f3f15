package org.gridmap.backend.ogcapi;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.core.JacksonException;

/** The door of OGC API - Features: what there is, and which rules it keeps. */
@Tag(name = "OGC API - Features")
@RestController
class LandingController {
  /**
   * @param title name of the service
   * @param description what it offers
   * @param links where to go on
   */
  record Landing(String title, String description, List<Link> links) {}

  /**
   * @param conformsTo the conformance classes that are kept
   */
  record Conformance(List<String> conformsTo) {}

  private static final String CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/";

  private final OpenApiWebMvcResource description;

  LandingController(OpenApiWebMvcResource description) {
    this.description = description;
  }

  @Operation(summary = "Landing page of OGC API - Features")
  @GetMapping(path = "/ogc", produces = Link.JSON)
  Landing landing() {
    String base = base();
    return new Landing(
        "GridMap 格图",
        "Grids, houses, roads and what the coverage doctor found, as GeoJSON.",
        List.of(
            new Link(base, "self", Link.JSON, "This page"),
            new Link(base + "/api", "service-desc", Link.OPENAPI, "The interface as OpenAPI"),
            new Link(base + "/conformance", "conformance", Link.JSON, "Conformance classes"),
            new Link(base + "/collections", "data", Link.JSON, "The collections")));
  }

  @Operation(summary = "Conformance classes")
  @GetMapping(path = "/ogc/conformance", produces = Link.JSON)
  Conformance conformance() {
    return new Conformance(List.of(CORE + "core", CORE + "oas30", CORE + "geojson"));
  }

  @Hidden
  @GetMapping(
      path = "/ogc/api",
      produces = {Link.OPENAPI, Link.JSON})
  byte[] api(HttpServletRequest request, Locale locale) throws JacksonException {
    try {
      return description.openapiJson(request, "/ogc/api", locale);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Address of {@code /ogc} as the client wrote it. */
  static String base() {
    return ServletUriComponentsBuilder.fromCurrentContextPath().path("/ogc").toUriString();
  }
}
