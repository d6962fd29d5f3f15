package org.gridmap.backend.ogcapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

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
}
