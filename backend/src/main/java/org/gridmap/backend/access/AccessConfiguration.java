package org.gridmap.backend.access;

import java.util.List;
import org.gridmap.backend.sql.DatabaseHealth;
import org.gridmap.backend.web.ProblemType;
import org.gridmap.backend.web.ProblemWriter;
import org.gridmap.backend.web.WebProblems;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * The chain of Spring Security: its firewall against malformed addresses, then {@link
 * RouteAuthorizationFilter}. Forms, container sessions and headers of Spring Security are switched
 * off: {@code identity.session} and {@code web} have their own.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class AccessConfiguration {
  @Bean
  SecurityFilterChain door(
      HttpSecurity http,
      RouteMatcher routes,
      List<Credentials> credentials,
      List<DenialListener> refusals,
      ProblemWriter problems)
      throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .securityContext(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(
            new RouteAuthorizationFilter(routes, credentials, refusals, problems),
            AuthorizationFilter.class)
        .build();
  }

  @Bean
  RouteMatcher routes() {
    return new RouteMatcher(RouteTable.list());
  }

  @Bean
  FilterRegistrationBean<DatabaseGuard> databaseGuard(
      DatabaseHealth health, ProblemWriter problems) {
    FilterRegistrationBean<DatabaseGuard> registration =
        new FilterRegistrationBean<>(new DatabaseGuard(health, problems));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  RequestRejectedHandler crookedAddresses(ProblemWriter problems) {
    return (request, response, rejected) ->
        problems.write(
            response, WebProblems.MALFORMED_REQUEST, "The address of the request is not allowed.");
  }

  @Bean
  ProblemType.Catalogue problemsOfAccess() {
    return AccessProblems::list;
  }
}
