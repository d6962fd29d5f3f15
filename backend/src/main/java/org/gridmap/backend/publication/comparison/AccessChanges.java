package org.gridmap.backend.publication.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.land.Lineages.Descent;
import org.gridmap.backend.place.staff.Duty;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who gains or loses sight of whose records, and who becomes responsible for other houses: rights
 * and posts of today, each meant in both divisions.
 */
@Component
class AccessChanges {
  private static final SqlFile POSTS = SqlFile.of(AccessChanges.class, "posts.sql");
  private static final String GRANTS =
      """
      SELECT a.id AS account, a.name, r.role, r.grid_code AS code
      FROM account.role_grant r JOIN account.account a ON a.id = r.account_id AND a.state = 'ACTIVE'
      WHERE r.state = 'IN_FORCE' AND (r.valid_until IS NULL OR r.valid_until > now()) AND r.grid_code IS NOT NULL
      ORDER BY a.id, r.role, r.grid_code
      """;

  private final JdbcClient jdbc;
  private final Ancestry ancestry;

  AccessChanges(JdbcClient jdbc, Ancestry ancestry) {
    this.jdbc = jdbc;
    this.ancestry = ancestry;
  }

  /**
   * What changes for one account.
   *
   * @param accountId number of the account
   * @param name its name
   * @param role its role, the first if it has several
   * @param gainsHouses houses whose records it sees afterwards only
   * @param losesHouses houses whose records it sees before only
   */
  record Access(
      long accountId, String name, Role role, Set<Long> gainsHouses, Set<Long> losesHouses) {}

  /**
   * What changes for one post.
   *
   * @param staffId number in the register of staff
   * @param role what he is there
   * @param grid code that the post names
   * @param gains houses that lie in its grids afterwards only
   * @param loses houses that lie in its grids before only
   */
  record Post(
      long staffId, String staffName, Duty role, String grid, Set<Long> gains, Set<Long> loses) {}

  /** Accounts that see records of residents. */
  @Transactional(readOnly = true)
  public List<Access> listAccess(
      ComparedDivision before, ComparedDivision after, List<Descent> descents) {
    record Grant(long account, String name, Role role, String code) {}
    List<Grant> grants =
        jdbc.sql(GRANTS).query(new RecordRowMapper<>(Grant.class)).list().stream()
            .filter(grant -> grant.role().rights().contains(Right.RESIDENTS))
            .toList();
    Houses houses = new Houses(before, after, descents);
    List<Access> changes = new ArrayList<>();
    grants.stream()
        .collect(Collectors.groupingBy(Grant::account, LinkedHashMap::new, Collectors.toList()))
        .forEach((account, own) -> {
          Set<Long> then = new HashSet<>();
          Set<Long> later = new HashSet<>();
          for (Grant grant : own) {
            then.addAll(houses.before(grant.code()));
            later.addAll(houses.after(grant.code()));
          }
          Access change =
              new Access(
                  account,
                  own.getFirst().name(),
                  own.getFirst().role(),
                  without(later, then),
                  without(then, later));
          if (!change.gainsHouses().isEmpty() || !change.losesHouses().isEmpty()) {
            changes.add(change);
          }
        });
    return changes;
  }

  /** Posts of grids that are held today. */
  @Transactional(readOnly = true)
  public List<Post> listPosts(
      ComparedDivision before, ComparedDivision after, List<Descent> descents) {
    Houses houses = new Houses(before, after, descents);
    record Held(long staffId, String name, Duty role, String gridCode) {}
    return POSTS.on(jdbc).query(new RecordRowMapper<>(Held.class)).list().stream()
        .map(held -> {
          Set<Long> then = houses.before(held.gridCode());
          Set<Long> later = houses.after(held.gridCode());
          return new Post(
              held.staffId(),
              held.name(),
              held.role(),
              held.gridCode(),
              without(later, then),
              without(then, later));
        })
        .filter(post -> !post.gains().isEmpty() || !post.loses().isEmpty())
        .toList();
  }

  /** How many of something there are in houses. */
  static long sum(Set<Long> houses, ToLongFunction<Long> count) {
    return houses.stream().mapToLong(count).sum();
  }

  private static Set<Long> without(Set<Long> all, Set<Long> others) {
    Set<Long> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  /** The houses that a code means on both sides, looked up once for each code. */
  private final class Houses {
    private final ComparedDivision before;
    private final ComparedDivision after;
    private final List<Descent> descents;
    private final Map<String, Set<Long>> ofGridBefore;
    private final Map<String, Set<Long>> ofGridAfter;
    private final Map<String, Set<String>> meanings = new LinkedHashMap<>();

    Houses(ComparedDivision before, ComparedDivision after, List<Descent> descents) {
      this.before = before;
      this.after = after;
      this.descents = descents;
      this.ofGridBefore = byGrid(before);
      this.ofGridAfter = byGrid(after);
    }

    private static Map<String, Set<Long>> byGrid(ComparedDivision side) {
      Map<String, Set<Long>> houses = new LinkedHashMap<>();
      side.leafOfHouse()
          .forEach((house, leaf) ->
              side.upwards(leaf)
                  .forEach(
                      code -> houses.computeIfAbsent(code, any -> new HashSet<>()).add(house)));
      return houses;
    }

    Set<Long> before(String code) {
      return houses(meaning(code), grid -> ofGridBefore.getOrDefault(grid, Set.of()));
    }

    Set<Long> after(String code) {
      return houses(
          Ancestry.carried(meaning(code), after, descents),
          grid -> ofGridAfter.getOrDefault(grid, Set.of()));
    }

    private Set<String> meaning(String code) {
      return meanings.computeIfAbsent(code, one -> ancestry.meaning(one, before));
    }

    private static Set<Long> houses(Set<String> codes, Function<String, Set<Long>> of) {
      Set<Long> houses = new HashSet<>();
      codes.forEach(code -> houses.addAll(of.apply(code)));
      return houses;
    }
  }
}
