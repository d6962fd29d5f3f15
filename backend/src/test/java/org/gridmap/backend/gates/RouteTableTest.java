package org.gridmap.backend.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.backend.access.RouteTable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The table of routes says who may use each route of the server; both lists are the same. */
@GridMapTest
class RouteTableTest {
  /** Files of the page, which no controller names. */
  private static final Set<String> FILES =
      Set.of(
          "GET /index.html",
          "GET /favicon.svg",
          "GET /assets/**",
          "GET /cesium/**",
          "GET /licences/**");

  @Autowired
  @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping;

  @Test
  void every_route_has_a_rule() {
    Set<String> missing = routes(mapping);
    missing.removeAll(rules());
    assertThat(missing).isEmpty();
  }

  @Test
  void every_rule_has_a_route() {
    Set<String> superfluous = rules();
    superfluous.removeAll(routes(mapping));
    superfluous.removeAll(FILES);
    assertThat(superfluous).isEmpty();
  }

  /** An entry here that no rule asks for any more would hide a route that nobody serves. */
  @Test
  void files_of_the_page_are_listed_only_while_a_rule_needs_it() {
    assertThat(rules()).containsAll(FILES);
    assertThat(routes(mapping)).doesNotContainAnyElementsOf(FILES);
  }

  @Test
  void no_route_has_two_rules() {
    assertThat(RouteTable.list().stream().map(RouteTableTest::name)).doesNotHaveDuplicates();
  }

  @Test
  void a_route_without_a_rule_is_found() throws Exception {
    RequestMappingInfo route =
        RequestMappingInfo.paths("/api/forgotten/{id}")
            .methods(RequestMethod.GET)
            .options(mapping.getBuilderConfiguration())
            .build();
    mapping.registerMapping(route, new Forgotten(), Forgotten.class.getDeclaredMethod("get"));
    try {
      Set<String> missing = routes(mapping);
      missing.removeAll(rules());
      assertThat(missing).containsExactly("GET /api/forgotten/{}");
    } finally {
      mapping.unregisterMapping(route);
    }
  }

  /** What somebody might add without thinking of the table. */
  static class Forgotten {
    String get() {
      return "";
    }
  }

  private static Set<String> rules() {
    return RouteTable.list().stream()
        .map(RouteTableTest::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> routes(RequestMappingHandlerMapping mapping) {
    Set<String> routes = new TreeSet<>();
    mapping
        .getHandlerMethods()
        .forEach((info, method) -> {
          Set<String> methods =
              info.getMethodsCondition().getMethods().isEmpty()
                  ? Set.of("ANY")
                  : info.getMethodsCondition().getMethods().stream()
                      .map(Enum::name)
                      .collect(Collectors.toSet());
          for (String pattern : info.getPatternValues()) {
            methods.forEach(one -> routes.add(one + " " + nameless(pattern)));
          }
        });
    // The container's own page for errors is never asked for from outside.
    routes.removeIf(route -> route.endsWith(" /error"));
    return routes;
  }

  private static String name(RouteRule rule) {
    return rule.method() + " " + nameless(rule.pattern());
  }

  private static String nameless(String pattern) {
    return pattern.replaceAll("\\{[^}]*}", "{}");
  }
}
