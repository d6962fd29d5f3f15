package org.gridmap.backend.access;

import java.util.Set;

/**
 * Who may use one route.
 *
 * @param method HTTP method; GET includes HEAD
 * @param pattern path with variables, such as {@code /api/houses/{id}}
 * @param anyOf rights of which the caller needs one; empty for everybody, signed in or not
 * @param reach which things behind the route the caller meets
 */
public record RouteRule(String method, String pattern, Set<Right> anyOf, Reach reach) {
  /** Which things a caller with the right meets behind a route. */
  public enum Reach {
    /** The route names no thing, or only the caller's own. */
    NONE,
    /** Anything that exists. */
    ANYTHING,
    /** What lies in the caller's scope; everything else is as if it had never existed. */
    SCOPE
  }

  public RouteRule {
    anyOf = Set.copyOf(anyOf);
  }

  /** Whether nobody needs to sign in. */
  public boolean open() {
    return anyOf.isEmpty();
  }

  /** Whether a caller may use the route at all; his scope is checked by the service behind it. */
  public boolean admits(Caller caller) {
    return open() || anyOf.stream().anyMatch(caller::has);
  }
}
