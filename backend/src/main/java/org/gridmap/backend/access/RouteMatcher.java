package org.gridmap.backend.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Finds the rule of a request in the table of routes. */
public final class RouteMatcher {
  private record Compiled(RouteRule rule, PathPattern pattern) {}

  private final List<Compiled> compiled;

  /** A matcher for a table. */
  public RouteMatcher(List<RouteRule> rules) {
    PathPatternParser parser = new PathPatternParser();
    compiled =
        rules.stream()
            .map(rule -> new Compiled(rule, parser.parse(rule.pattern())))
            // the most specific pattern first, so that the first match is the rule
            .sorted((a, b) -> PathPattern.SPECIFICITY_COMPARATOR.compare(a.pattern, b.pattern))
            .toList();
  }

  /** The rule of a method and a path, HEAD counting as GET. */
  public Optional<RouteRule> find(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    PathContainer parsed = PathContainer.parsePath(path);
    return compiled.stream()
        .filter(one -> one.rule.method().equals(asked) && one.pattern.matches(parsed))
        .map(Compiled::rule)
        .findFirst();
  }

  /** The methods that the table knows for a path; empty if it does not know the path. */
  Set<String> methods(String path) {
    PathContainer parsed = PathContainer.parsePath(path);
    Set<String> methods = new TreeSet<>();
    compiled.stream()
        .filter(one -> one.pattern.matches(parsed))
        .forEach(one -> methods.add(one.rule.method()));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }
}
