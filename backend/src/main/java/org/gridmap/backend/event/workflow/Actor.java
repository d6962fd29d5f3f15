package org.gridmap.backend.event.workflow;

import java.util.Set;
import org.gridmap.backend.access.Role;

/**
 * Somebody, as an event sees him.
 *
 * @param roles the roles that he holds at its place
 * @param relations what he is to it
 */
public record Actor(Set<Role> roles, Set<Relation> relations) {
  public Actor {
    roles = Set.copyOf(roles);
    relations = Set.copyOf(relations);
  }
}
