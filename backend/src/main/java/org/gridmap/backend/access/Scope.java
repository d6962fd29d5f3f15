package org.gridmap.backend.access;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What lies in the scope of the caller: the grids that he was granted, in the divisions in force,
 * as the database sees them in the same transaction.
 */
@Component
@Transactional(readOnly = true)
public class Scope {
  private final JdbcClient jdbc;
  private final List<DenialListener> refusals;

  Scope(JdbcClient jdbc, List<DenialListener> refusals) {
    this.jdbc = jdbc;
    this.refusals = refusals;
  }

  /** Whether the caller answers for the residents of a house. */
  public boolean containsHouse(long houseId) {
    return ask("SELECT account.answers_for_house(?)", houseId);
  }

  /** Whether the caller answers for every leaf of a grid, and the grid is in force. */
  public boolean containsGrid(long gridId) {
    return ask("SELECT account.answers_for_grid(?)", gridId);
  }

  /**
   * Whether the caller holds, over all of an area, a role with one of the rights.
   *
   * @param code code of the grid that is the area
   */
  public boolean containsArea(String code, Right... anyOf) {
    return !areas(List.of(code), anyOf).isEmpty();
  }

  /**
   * The areas over all of which the caller holds a role with one of the rights.
   *
   * @param codes codes of the grids that are the areas
   * @return those of the codes, ascending
   */
  public Set<String> areas(Collection<String> codes, Right... anyOf) {
    return jdbc
        .sql("SELECT code FROM unnest(?) AS code WHERE account.answers_for_area(code, ?)")
        .params(codes.toArray(String[]::new), rolesWith(Set.of(anyOf)))
        .query(String.class)
        .list()
        .stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Ids of the leaf grids whose residents the caller answers for, ascending. */
  public Set<Long> leaves() {
    return jdbc.sql("SELECT account.resident_leaves()").query(Long.class).list().stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Ids of the leaf grids that the caller was granted in any role, ascending. */
  public Set<Long> grantedLeaves() {
    return jdbc.sql("SELECT account.scope_leaves()").query(Long.class).list().stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Ids of the grids, leaves and higher ones, that lie in what the caller was granted in a role
   * with a right, ascending.
   */
  public Set<Long> grantedGrids(Right right) {
    return jdbc
        .sql("SELECT account.granted_grids(?)")
        .param(rolesWith(Set.of(right)))
        .query(Long.class)
        .list()
        .stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The roles with a right that the caller holds over all of an area.
   *
   * @param code code of the grid that is the area
   */
  public Set<Role> rolesOver(String code, Right right) {
    // Asked about one role after the other, so only about those that the caller has somewhere.
    String[] roles = rolesWith(Set.of(right), CurrentUser.get().roles());
    return jdbc
        .sql("SELECT role FROM unnest(?) AS role WHERE account.answers_for_area(?, ARRAY[role])")
        .params(roles, code)
        .query(SingleColumn::text)
        .list()
        .stream()
        .map(Role::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
  }

  /**
   * A mark of the grids that the caller was granted in a role with a right: while it is the same,
   * so are they, and every other caller of that mark has the same ones.
   */
  public String mark(Right right) {
    return jdbc.sql("SELECT account.scope_mark(?)")
        .param(rolesWith(Set.of(right)))
        .query(String.class)
        .single();
  }

  private static String[] rolesWith(Set<Right> wanted) {
    return rolesWith(wanted, EnumSet.allOf(Role.class));
  }

  private static String[] rolesWith(Set<Right> wanted, Collection<Role> among) {
    return among.stream()
        .filter(role -> role.scoped() && !Collections.disjoint(role.rights(), wanted))
        .map(Enum::name)
        .toArray(String[]::new);
  }

  /**
   * Refuses a house outside the scope with the same answer as for one that does not exist. The row
   * policies do not ask again about people of this house that the same transaction reads.
   *
   * @throws ProblemException {@code not-found}
   */
  public void requireHouse(long houseId) {
    if (!ask("SELECT account.take_house(?)", houseId)) {
      boolean exists = ask("SELECT account.is_house(?)", houseId);
      throw outside(SubjectType.HOUSE, exists ? houseId : null);
    }
  }

  /**
   * Refuses a grid outside the scope with the same answer as for one that does not exist.
   *
   * @throws ProblemException {@code not-found}
   */
  public void requireGrid(long gridId) {
    if (!containsGrid(gridId)) {
      boolean exists = ask("SELECT account.is_grid(?)", gridId);
      throw outside(SubjectType.GRID, exists ? gridId : null);
    }
  }

  /**
   * The problem for a thing that the caller may not know of: the same, byte for byte, whether it
   * exists or not.
   *
   * @param subjectType kind of the thing
   * @param subjectId its id if it exists, so that the refusal can be told from a mistake; else null
   */
  public ProblemException outside(SubjectType subjectType, @Nullable Long subjectId) {
    if (subjectId != null) {
      CurrentUser.find()
          .ifPresent(caller -> {
            DenialListener.Refusal refusal =
                new DenialListener.Refusal(
                    caller,
                    method(),
                    route(),
                    WebProblems.NOT_FOUND.slug(),
                    subjectType,
                    subjectId);
            refusals.forEach(listener -> listener.refused(refusal));
          });
    }
    return new ProblemException(WebProblems.NOT_FOUND, "There is nothing with this number.");
  }

  private boolean ask(String sql, long id) {
    return jdbc.sql(sql).param(id).query(Boolean.class).single();
  }

  private static String method() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
        ? servlet.getRequest().getMethod()
        : "";
  }

  private static String route() {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet) {
      Object pattern =
          servlet.getRequest().getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      return pattern == null ? "" : pattern.toString();
    }
    return "";
  }
}
