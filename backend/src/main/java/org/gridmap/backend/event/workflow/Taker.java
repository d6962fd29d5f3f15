package org.gridmap.backend.event.workflow;

import java.util.Collections;
import java.util.Set;
import org.gridmap.backend.access.Role;

/**
 * Who may do something: whoever is this to the event.
 *
 * @param relation what he must be to the event
 * @param roles one of these he must hold there; empty, any
 */
public record Taker(Relation relation, Set<Role> roles) {

  public Taker {
    roles = Set.copyOf(roles);
  }

  /** Whoever is this to the event, in whatever role. */
  public static Taker of(Relation relation) {
    return new Taker(relation, Set.of());
  }

  boolean admits(Actor actor) {
    return actor.relations().contains(relation)
        && (roles.isEmpty() || !Collections.disjoint(roles, actor.roles()));
  }
}
