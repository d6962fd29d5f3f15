package org.gridmap.backend.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.event.workflow.Actor;
import org.gridmap.backend.event.workflow.Department;
import org.gridmap.backend.event.workflow.Relation;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.place.staff.Duty;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which events the caller sees, and what he is to one of them. He sees those in grids that he was
 * granted with the right to events, those across the border, those that left such a grid or were
 * given to one, and what he reported himself.
 */
@Component
class EventScope {
  private static final int MOST_MARKS = 200;
  private static final Set<Role> LEADS = EnumSet.of(Role.GRID_LEAD, Role.COMMUNITY_LEAD);

  private final JdbcClient jdbc;
  private final Scope scope;
  private final GridsInForce grids;
  private final Cache<String, Map<String, Long>> gridsOfMark =
      Caffeine.newBuilder().maximumSize(MOST_MARKS).build();

  EventScope(JdbcClient jdbc, Scope scope, GridsInForce grids) {
    this.jdbc = jdbc;
    this.scope = scope;
    this.grids = grids;
  }

  /**
   * What the caller sees.
   *
   * @param accountId who he is
   * @param gridOfCode codes of the grids of his scope, leaves and higher ones, earlier ones too,
   *     each with the grid that it means on that day
   * @param at the moment of the past that he looks at; null for now
   * @param nameOfCode names of the grids in force at a moment of the past
   */
  record Seen(
      long accountId,
      Map<String, Long> gridOfCode,
      @Nullable Instant at,
      Map<String, String> nameOfCode) {
    String[] codes() {
      return gridOfCode.keySet().toArray(String[]::new);
    }

    boolean contains(EventRow event) {
      return event.isReportOf(accountId)
          || event.seenIn().stream().anyMatch(gridOfCode::containsKey);
    }
  }

  Seen seen() {
    return new Seen(CurrentUser.get().accountId(), gridOfCode(), null, Map.of());
  }

  /**
   * What the caller sees of a moment of the past: the grids of then that today's grants stand for.
   *
   * @param at null for now
   */
  Seen seen(@Nullable Instant at) {
    Seen now = seen();
    if (at == null) {
      return now;
    }
    Set<Long> mine = new HashSet<>();
    Map<String, String> names = new HashMap<>();
    for (GridsInForce.GridNode node : grids.listTree(at)) {
      if (now.gridOfCode().containsKey(node.code())) {
        mine.add(node.id());
        names.put(node.code(), node.name());
      }
    }
    Map<String, Long> codes = grids.codesOf(mine, at);
    // A code of then may have been given to a grid that is not his.
    codes.keySet().retainAll(now.gridOfCode().keySet());
    return new Seen(now.accountId(), codes, at, names);
  }

  /** Remembered by the mark of the scope, which every question asks for anew. */
  private Map<String, Long> gridOfCode() {
    String mark = scope.mark(Right.EVENTS);
    Map<String, Long> known = gridsOfMark.getIfPresent(mark);
    if (known != null) {
      return known;
    }
    Map<String, Long> read =
        Collections.unmodifiableMap(grids.codesOf(scope.grantedGrids(Right.EVENTS), null));
    // What changed in between would stand under the mark of before.
    if (scope.mark(Right.EVENTS).equals(mark)) {
      gridsOfMark.put(mark, read);
    }
    return read;
  }

  /**
   * The caller's grids below a grid.
   *
   * @return codes of these grids, earlier ones too
   * @throws ProblemException not-found if the grid holds none of his
   */
  Set<String> codesBelow(long gridId, Seen seen) {
    Set<Long> inside = new HashSet<>();
    Map<Long, Long> parents = new HashMap<>();
    for (GridsInForce.GridNode node : grids.listTree(seen.at())) {
      Long parent = node.parentId();
      if (parent != null) {
        parents.put(node.id(), parent);
      }
      if (node.id() == gridId || parent != null && inside.contains(parent)) {
        inside.add(node.id());
      }
    }
    Set<String> codes = new HashSet<>();
    seen.gridOfCode()
        .forEach((code, grid) -> {
          if (inside.contains(grid)) {
            codes.add(code);
          }
        });
    if (codes.isEmpty()) {
      throw scope.outside(SubjectType.GRID, inside.isEmpty() ? null : gridId);
    }
    return codes;
  }

  /**
   * The event if the caller sees it.
   *
   * @throws ProblemException not-found, the same whether it is outside his scope or never was
   */
  EventRow require(Optional<EventRow> event) {
    EventRow found = event.orElseThrow(() -> scope.outside(SubjectType.EVENT, null));
    if (!seen().contains(found)) {
      throw scope.outside(SubjectType.EVENT, found.id());
    }
    return found;
  }

  /**
   * Refuses an event that the caller does not see, and that he would not see either if it had not
   * left some grids.
   *
   * @param left codes of the grids that it left
   * @throws ProblemException not-found
   */
  void requireAlsoFrom(EventRow event, Collection<String> left) {
    Seen seen = seen();
    if (!seen.contains(event) && left.stream().noneMatch(seen.gridOfCode()::containsKey)) {
      throw scope.outside(SubjectType.EVENT, event.id());
    }
  }

  /** The refusal of a photo that the caller does not see. */
  ProblemException outsidePhoto(@Nullable Long existing) {
    return scope.outside(SubjectType.PHOTO, existing);
  }

  /** The leaf that the grid of an event means today. */
  Optional<GridInForce> today(String gridCode) {
    return grids.listByCode(gridCode).stream().findFirst();
  }

  /** What the caller is to an event, and in which roles. */
  Actor actor(EventRow event) {
    Set<Role> here = scope.rolesOver(event.gridCode(), Right.EVENTS);
    Set<Role> roles = EnumSet.noneOf(Role.class);
    roles.addAll(here);
    Set<Relation> relations = EnumSet.noneOf(Relation.class);
    long account = CurrentUser.get().accountId();
    if (event.isReportOf(account)) {
      relations.add(Relation.REPORTER);
    }
    if (hasHandled(event.id(), account)) {
      relations.add(Relation.HANDLER);
    }
    Set<Role> owning =
        event.ownerGridCode().equals(event.gridCode())
            ? here
            : scope.rolesOver(event.ownerGridCode(), Right.EVENTS);
    Set<Role> owners = event.ownerDuty() == Duty.GRID_OFFICER ? Set.of(Role.OFFICER) : LEADS;
    if (meets(owning, owners)) {
      relations.add(Relation.OWNER);
      roles.addAll(owning);
    }
    if (isOfDepartment(event, here)) {
      relations.add(Relation.DEPARTMENT);
    }
    if (here.contains(Role.GRID_LEAD)) {
      relations.add(Relation.LEAD);
    }
    if (here.contains(Role.COMMUNITY_LEAD)) {
      relations.add(Relation.COMMUNITY);
    }
    if (here.contains(Role.LEADER)) {
      relations.add(Relation.LEADER);
    }
    return new Actor(roles, relations);
  }

  /**
   * Officers of the police and other departments have no accounts: whoever leads the grid enters
   * what they did.
   */
  private boolean isOfDepartment(EventRow event, Set<Role> here) {
    if (event.department() == Department.VILLAGE) {
      return here.contains(Role.OFFICER);
    }
    if (event.department() == Department.TOWN) {
      return today(event.gridCode())
          .map(leaf -> meets(scope.rolesOver(leaf.rootCode(), Right.EVENTS), LEADS))
          .orElse(false);
    }
    return meets(here, LEADS);
  }

  private static boolean meets(Collection<Role> some, Set<Role> others) {
    return some.stream().anyMatch(others::contains);
  }

  private boolean hasHandled(long eventId, long accountId) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM event_history WHERE event_id = ? AND account_id = ? AND handled)")
        .params(eventId, accountId)
        .query(Boolean.class)
        .single();
  }
}
