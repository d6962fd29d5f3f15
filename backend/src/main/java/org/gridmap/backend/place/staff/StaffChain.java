package org.gridmap.backend.place.staff;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.house.HouseLocations;
import org.gridmap.backend.house.HouseLocations.HouseLocation;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who answers today for a house or a grid and for everything around it, the nearest first. A post
 * that must be held and is not stands in the chain as vacant: a lead in every grid, an officer in
 * every leaf.
 */
@Service
class StaffChain {
  /** Days begin at midnight in the town. */
  static final ZoneId TOWN = ZoneId.of("Asia/Shanghai");

  private static final SqlFile CHAIN = SqlFile.of(StaffChain.class, "chain.sql");
  private static final SqlFile OF_HOUSE = SqlFile.of(StaffChain.class, "house-staff.sql");

  private final JdbcClient jdbc;
  private final GridsInForce grids;
  private final HouseLocations houses;

  StaffChain(JdbcClient jdbc, GridsInForce grids, HouseLocations houses) {
    this.jdbc = jdbc;
    this.grids = grids;
    this.houses = houses;
  }

  /**
   * One post.
   *
   * @param assignmentId number of the assignment; null if the post is vacant
   * @param staffId who holds it; null if vacant
   * @param name his name; null if vacant
   * @param role what he is there
   * @param roleName what people call it
   * @param phone telephone on duty; null if vacant, may be empty
   * @param unit kind of the unit that employs him; null if vacant
   * @param unitName what the unit is called, may be empty; null if vacant
   * @param gridId the grid; null if the post is that of a house
   * @param gridName its name; null likewise
   * @param houseId the house; null if the post is that of a grid
   * @param from first day; null if vacant
   * @param until last day; null if vacant or without an end
   * @param vacant whether nobody holds a post that must be held
   */
  record Post(
      @Nullable Long assignmentId,
      @Nullable Long staffId,
      @Nullable String name,
      Duty role,
      String roleName,
      @Nullable String phone,
      StaffMember.@Nullable StaffUnit unit,
      @Nullable String unitName,
      @Nullable Long gridId,
      @Nullable String gridName,
      @Nullable Long houseId,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      boolean vacant) {
    private static Post vacant(Duty role, long gridId, String gridName) {
      return new Post(
          null, null, null, role, role.zh(), null, null, null, gridId, gridName, null, null, null,
          true);
    }
  }

  private record HeldPost(
      long assignmentId,
      long staffId,
      String name,
      Duty role,
      String phone,
      StaffMember.StaffUnit unit,
      String unitName,
      LocalDate fromDay,
      @Nullable LocalDate untilDay) {
    Post toPost(@Nullable Long gridId, @Nullable String gridName, @Nullable Long houseId) {
      return new Post(
          assignmentId,
          staffId,
          name,
          role,
          role.zh(),
          phone,
          unit,
          unitName,
          gridId,
          gridName,
          houseId,
          fromDay,
          untilDay,
          false);
    }
  }

  private static final RowMapper<HeldPost> HELD = new RecordRowMapper<>(HeldPost.class);

  /** A grid of the chain, which each of its posts repeats. */
  private record Place(long gridId, String gridName, boolean leaf) {}

  private static final RowMapper<Place> PLACE = new RecordRowMapper<>(Place.class);

  private record Level(long gridId, String name, boolean leaf, List<Post> posts) {}

  /**
   * The chain of a grid in force up to the village.
   *
   * @throws ProblemException not-found
   */
  @Transactional(readOnly = true)
  public List<Post> ofGrid(long gridId) {
    if (grids.find(gridId).isEmpty()) {
      throw new ProblemException(WebProblems.NOT_FOUND, "There is no such grid.");
    }
    return chain(gridId, LocalDate.now(TOWN));
  }

  /**
   * The chain of a house: who answers for the house itself, then that of its leaf grid.
   *
   * @throws ProblemException not-found
   */
  @Transactional(readOnly = true)
  public List<Post> ofHouse(long houseId) {
    HouseLocation site =
        houses
            .find(houseId)
            .orElseThrow(
                () -> new ProblemException(WebProblems.NOT_FOUND, "There is no such house."));
    LocalDate today = LocalDate.now(TOWN);
    List<Post> posts =
        new ArrayList<>(
            OF_HOUSE
                .on(jdbc)
                .param("house", houseId)
                .param("today", today)
                .query((row, n) -> HELD.mapRow(row, n).toPost(null, null, houseId))
                .list());
    posts.sort(Comparator.comparing(Post::role));
    Long leaf = site.gridId();
    if (leaf != null) {
      posts.addAll(chain(leaf, today));
    }
    return posts;
  }

  private List<Post> chain(long gridId, LocalDate today) {
    Map<Long, Level> levels = new LinkedHashMap<>();
    CHAIN
        .on(jdbc)
        .param("grid", gridId)
        .param("today", today)
        .query(row -> {
          Place place = PLACE.mapRow(row, row.getRow());
          Level level =
              levels.computeIfAbsent(
                  place.gridId(),
                  id -> new Level(id, place.gridName(), place.leaf(), new ArrayList<>()));
          if (row.getString("role") != null) {
            HeldPost held = HELD.mapRow(row, row.getRow());
            level.posts().add(held.toPost(place.gridId(), place.gridName(), null));
          }
        });
    List<Post> chain = new ArrayList<>();
    for (Level level : levels.values()) {
      addIfVacant(level, Duty.GRID_LEAD);
      if (level.leaf()) {
        addIfVacant(level, Duty.GRID_OFFICER);
      }
      level.posts().stream().sorted(Comparator.comparing(Post::role)).forEach(chain::add);
    }
    return chain;
  }

  private static void addIfVacant(Level level, Duty role) {
    if (level.posts().stream().noneMatch(post -> post.role() == role)) {
      level.posts().add(Post.vacant(role, level.gridId(), level.name()));
    }
  }
}
