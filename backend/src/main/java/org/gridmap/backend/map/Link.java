package org.gridmap.backend.map;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * A link of OGC API.
 *
 * @param href address
 * @param rel what it is to the page it stands on
 * @param type media type behind it
 * @param title for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Link(String href, String rel, String type, @Nullable String title) {
  static final String JSON = "application/json";
  static final String GEOJSON = "application/geo+json";
  static final String OPENAPI = "application/vnd.oai.openapi+json;version=3.0";

  /** An address with query parameters, written in one way however the client wrote them. */
  static String address(String path, Map<String, ?> parameters) {
    return parameters.isEmpty()
        ? path
        : path
            + parameters.entrySet().stream()
                .map(one -> encode(one.getKey()) + "=" + encode(String.valueOf(one.getValue())))
                .collect(Collectors.joining("&", "?", ""));
  }

  /** Lists, times and intervals stay readable; a plus would be read as a space. */
  private static String encode(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8)
        .replace("%2C", ",")
        .replace("%3A", ":")
        .replace("%2F", "/");
  }
}
