package org.gridmap.backend.finder;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.gridmap.backend.web.OutsideOrigins;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The optional WMTS base map under the town, off unless an address is given. The page then loads
 * pictures from that host, and from no other.
 *
 * @param urlTemplate address with {@code {TileMatrix}}, {@code {TileRow}}, {@code {TileCol}} and
 *     perhaps {@code {s}} for the subdomain, {@code {token}}, {@code {layer}}, {@code {style}},
 *     {@code {TileMatrixSet}}, {@code {format}}; empty for no base map
 * @param layer name of the WMTS layer
 * @param matrixSet name of the tile matrix set
 * @param style name of the style
 * @param format media type of the pictures, or the short word a provider wants for it
 * @param minLevel lowest level that the provider has, 1 with Tianditu
 * @param maxLevel highest level that the provider has
 * @param attribution who must be named on the map
 * @param token key of the provider; it reaches every browser, as such keys must
 * @param subdomains what {@code {s}} stands for
 */
@Validated
@ConfigurationProperties("gridmap.base-map")
record BaseMap(
    @DefaultValue("") @Pattern(regexp = "|https?://\\S+", message = "must be an http(s) address")
        String urlTemplate,
    @DefaultValue("vec") @NotBlank String layer,
    @DefaultValue("w") @NotBlank String matrixSet,
    @DefaultValue("default") @NotBlank String style,
    @DefaultValue("tiles") @NotBlank String format,
    @DefaultValue("1") @Min(0) @Max(22) int minLevel,
    @DefaultValue("18") @Min(1) @Max(22) int maxLevel,
    @DefaultValue("") String attribution,
    @DefaultValue("") String token,
    @DefaultValue List<String> subdomains)
    implements OutsideOrigins {
  private static final List<String> NEEDED = List.of("{TileMatrix}", "{TileRow}", "{TileCol}");

  BaseMap {
    subdomains = List.copyOf(subdomains);
    if (minLevel > maxLevel) {
      throw new IllegalArgumentException("gridmap.base-map: min-level is above max-level");
    }
    if (!urlTemplate.isEmpty() && !NEEDED.stream().allMatch(urlTemplate::contains)) {
      throw new IllegalArgumentException(
          "gridmap.base-map.url-template needs " + String.join(", ", NEEDED));
    }
    if (urlTemplate.contains("{s}") && subdomains.isEmpty()) {
      throw new IllegalArgumentException("gridmap.base-map.subdomains is needed for {s}");
    }
  }

  /**
   * What the page needs to draw the base map.
   *
   * @param urlTemplate address with placeholders, the token already in it
   * @param layer name of the WMTS layer
   * @param matrixSet name of the tile matrix set
   * @param style name of the style
   * @param format media type or the provider's word for it
   * @param minLevel lowest level there is
   * @param maxLevel highest level there is
   * @param attribution who must be named on the map
   * @param subdomains what {@code {s}} stands for, may be empty
   */
  record BaseMapDescription(
      String urlTemplate,
      String layer,
      String matrixSet,
      String style,
      String format,
      int minLevel,
      int maxLevel,
      String attribution,
      List<String> subdomains) {}

  /** The base map for the page, or null if none is configured. */
  @Nullable BaseMapDescription describe() {
    return urlTemplate.isEmpty()
        ? null
        : new BaseMapDescription(
            urlTemplate.replace("{token}", token),
            layer,
            matrixSet,
            style,
            format,
            minLevel,
            maxLevel,
            attribution,
            subdomains);
  }

  @Override
  public List<String> listOrigins() {
    if (urlTemplate.isEmpty()) {
      return List.of();
    }
    List<String> hosts = urlTemplate.contains("{s}") ? subdomains : List.of("");
    return IntStream.range(0, hosts.size()).mapToObj(i -> origin(hosts.get(i))).toList();
  }

  private String origin(String subdomain) {
    // Everything after the host may hold placeholders, which are no part of an address.
    String plain = urlTemplate.replace("{s}", subdomain);
    URI uri = URI.create(plain.replaceAll("(?<=[^/:])[/?#].*$", "").replaceAll("[{}]", ""));
    return uri.getScheme() + "://" + uri.getAuthority();
  }
}
