package org.gridmap.backend.web.ingress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * CORS for the map: pages of configured origins may read it with an access token of their user,
 * never with a session cookie; other routes refuse them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("gridmap.http.origins")
class MapOrigins {
  private static final List<String> ROUTES = List.of("/ogc", "/ogc/**", "/tiles/**", "/3dtiles/**");

  @Bean
  FilterRegistrationBean<CorsFilter> readingFromElsewhere(HttpProperties properties) {
    CorsConfiguration reading = new CorsConfiguration();
    reading.setAllowedOrigins(properties.origins());
    reading.setAllowedMethods(List.of(HttpMethod.GET.name(), HttpMethod.HEAD.name()));
    reading.setAllowedHeaders(
        List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.ACCEPT, HttpHeaders.IF_NONE_MATCH));
    reading.setExposedHeaders(List.of(HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER));
    reading.setAllowCredentials(false);
    reading.setMaxAge(Duration.ofHours(1));
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    ROUTES.forEach(route -> source.registerCorsConfiguration(route, reading));
    CorsFilter filter = new CorsFilter(source);
    filter.setCorsProcessor(new Refusing());
    FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns("/ogc", "/ogc/*", "/tiles/*", "/3dtiles/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** Refuses in the words of this server. */
  private static final class Refusing extends DefaultCorsProcessor {
    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
      response.setStatusCode(HttpStatus.FORBIDDEN);
      response.getHeaders().set(HttpHeaders.CONTENT_TYPE, "application/problem+json");
      response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
      response
          .getBody()
          .write(
              """
              {"type":"/problems/forbidden","title":"This account may not do that","status":403,\
              "detail":"Pages of this origin may not read the map, or not in this way; the\
               administrator lists origins in gridmap.http.origins."}\
              """
                  .getBytes(StandardCharsets.UTF_8));
      response.flush();
    }
  }
}
