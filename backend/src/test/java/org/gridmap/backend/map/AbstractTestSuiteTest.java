package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Annex A of OGC API - Features, Part 1 (OGC 17-069r4), beside the tests here, which carry the
 * identifiers of its abstract tests in their names. The suite that the OGC runs is in no package
 * registry that this project reads.
 */
class AbstractTestSuiteTest {
  private static final Pattern IDENTIFIER = Pattern.compile("/conf/(\\w+/[\\w-]+)");

  private static final Set<String> ANNEX_A =
      Set.of(
          // A.2 Core
          "core/http",
          "core/crs84",
          "core/root-op",
          "core/root-success",
          "core/api-definition-op",
          "core/api-definition-success",
          "core/conformance-op",
          "core/conformance-success",
          "core/fc-md-op",
          "core/fc-md-success",
          "core/fc-md-links",
          "core/fc-md-items",
          "core/fc-md-items-links",
          "core/fc-md-extent",
          "core/sfc-md-op",
          "core/sfc-md-success",
          "core/fc-op",
          "core/fc-bbox-definition",
          "core/fc-bbox-response",
          "core/fc-limit-definition",
          "core/fc-limit-response",
          "core/fc-time-definition",
          "core/fc-time-response",
          "core/query-param-invalid",
          "core/query-param-unknown",
          "core/fc-response",
          "core/fc-links",
          "core/fc-rel-type",
          "core/fc-timeStamp",
          "core/fc-numberMatched",
          "core/fc-numberReturned",
          "core/f-op",
          "core/f-success",
          "core/f-links",
          // A.3 GeoJSON
          "geojson/definition",
          "geojson/content",
          // A.6 OpenAPI 3.0
          "oas30/oas-definition-1",
          "oas30/oas-definition-2",
          "oas30/oas-impl",
          "oas30/completeness",
          "oas30/exceptions-codes",
          "oas30/security");

  @Test
  void every_abstract_test_of_core_geojson_and_openapi_is_a_test_here() {
    Set<String> here = new TreeSet<>();
    Stream.of(FeaturesConformanceTest.class, OpenApiConformanceTest.class)
        .flatMap(suite -> Stream.of(suite.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map((Method method) -> method.getAnnotation(DisplayName.class))
        .filter(java.util.Objects::nonNull)
        .flatMap(name -> IDENTIFIER.matcher(name.value()).results())
        .forEach(found -> here.add(found.group(1)));
    assertThat(here).isEqualTo(new TreeSet<>(ANNEX_A));
  }
}
