package org.gridmap.backend.map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.core.JacksonException;

/** Landing page and conformance classes of OGC API - Features. */
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

  private final OpenApiWebMvcResource whole;
  private final MapDescription map;
  private final CollectionRegistry collections;

  LandingController(
      OpenApiWebMvcResource whole, MapDescription map, CollectionRegistry collections) {
    this.whole = whole;
    this.map = map;
    this.collections = collections;
  }

  @Operation(summary = "Landing page of OGC API - Features")
  @GetMapping(path = "/ogc", produces = Link.JSON)
  Landing landing(@AnswerFormat.Described @RequestParam(required = false) @Nullable String f) {
    AnswerFormat.require(f);
    String base = base();
    return new Landing(
        "GridMap 格图",
        "Grids, houses, roads and the findings of the coverage check, as GeoJSON.",
        List.of(
            new Link(base, "self", Link.JSON, "This page"),
            new Link(base + "/api", "service-desc", Link.OPENAPI, "The interface as OpenAPI"),
            new Link(base + "/conformance", "conformance", Link.JSON, "Conformance classes"),
            new Link(base + "/collections", "data", Link.JSON, "The collections")));
  }

  @Operation(summary = "Conformance classes")
  @GetMapping(path = "/ogc/conformance", produces = Link.JSON)
  Conformance conformance(
      @AnswerFormat.Described @RequestParam(required = false) @Nullable String f) {
    AnswerFormat.require(f);
    return new Conformance(List.of(CORE + "core", CORE + "oas30", CORE + "geojson"));
  }

  @Operation(summary = "This description, of the map alone")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = Link.OPENAPI, schema = @Schema(type = "object")))
  @GetMapping(
      path = "/ogc/api",
      produces = {Link.OPENAPI, Link.JSON})
  byte[] api(
      @AnswerFormat.Described @RequestParam(required = false) @Nullable String f,
      HttpServletRequest request,
      Locale locale)
      throws JacksonException {
    AnswerFormat.require(f);
    try {
      byte[] all = whole.openapiJson(request, "/ogc/api", locale);
      return map.cut(all, base(), collections.list());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Address of {@code /ogc} as the client wrote it. */
  static String base() {
    return ServletUriComponentsBuilder.fromCurrentContextPath().path("/ogc").toUriString();
  }
}
