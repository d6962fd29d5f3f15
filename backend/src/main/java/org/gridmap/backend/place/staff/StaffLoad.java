package org.gridmap.backend.place.staff;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.house.HouseLocations;
import org.gridmap.backend.house.HouseLocations.HouseLocation;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores staff and their assignments in bulk. */
@Service
public class StaffLoad {
  private final JdbcClient jdbc;
  private final StaffRepository staff;
  private final HouseLocations houses;
  private final RequestValidator requests;

  StaffLoad(
      JdbcClient jdbc, StaffRepository staff, HouseLocations houses, RequestValidator requests) {
    this.jdbc = jdbc;
    this.staff = staff;
    this.houses = houses;
    this.requests = requests;
  }

  /**
   * Somebody in service as a source has it.
   *
   * @param sourceId what the source calls the entry, unique in the source
   * @param name name
   * @param sex FEMALE, MALE or UNKNOWN
   * @param unit TOWN, VILLAGE, POLICE, MARKET_SUPERVISION, HOSPITAL, JUDICIAL, FIRE, SCHOOL,
   *     ENTERPRISE, VOLUNTEERS or OTHER
   * @param unitName what the unit is called, may be empty
   * @param phone telephone on duty, may be empty
   * @param gridCode code of the grid that keeps the entry
   * @param posts what he answers for
   */
  public record StaffRecord(
      String sourceId,
      String name,
      String sex,
      String unit,
      String unitName,
      String phone,
      String gridCode,
      List<PostRecord> posts) {}

  /**
   * One post.
   *
   * @param duty what he is there
   * @param gridCode code of the grid; null if it is a house
   * @param houseSourceId what the source of houses calls the house; null if it is a grid
   * @param from first day
   * @param until last day; null without an end
   */
  public record PostRecord(
      Duty duty,
      @Nullable String gridCode,
      @Nullable String houseSourceId,
      LocalDate from,
      @Nullable LocalDate until) {}

  /**
   * Stores the staff of a source in place of what an earlier load of it stored.
   *
   * @param houseSource the source of the houses
   * @param source the source of the staff
   * @return assignments stored
   * @throws IllegalArgumentException if a house is not there
   * @throws org.gridmap.backend.web.ProblemException validation-failed with the names of the
   *     fields; assignment-conflict
   */
  @Transactional
  public long load(String houseSource, String source, List<StaffRecord> records) {
    jdbc.sql(
            "DELETE FROM assignment WHERE staff_id IN (SELECT id FROM staff WHERE source = :source)")
        .param("source", source)
        .update();
    staff.deleteBySource(source);
    staff.flush();
    Map<String, HouseLocation> sites = houses.listBySource(houseSource);
    long posts = 0;
    for (StaffRecord one : records) {
      StaffMember.StaffInput input =
          requests.check(
              new StaffMember.StaffInput(
                  one.name(), one.sex(), one.unit(), one.unitName(), one.phone(), null));
      long id =
          staff
              .saveAndFlush(new StaffEntity(input, one.gridCode()).of(source, one.sourceId()))
              .id();
      for (PostRecord post : one.posts()) {
        store(id, post, sites);
        posts++;
      }
    }
    return posts;
  }

  private void store(long staffId, PostRecord post, Map<String, HouseLocation> sites) {
    HouseLocation site = post.houseSourceId() == null ? null : sites.get(post.houseSourceId());
    if (post.houseSourceId() != null && site == null) {
      throw new IllegalArgumentException("there is no house " + post.houseSourceId());
    }
    Assignments.insert(
        jdbc,
        new Assignments.AssignmentInput(
            staffId,
            null,
            site == null ? null : site.id(),
            post.duty().name(),
            post.from(),
            post.until()),
        post.gridCode());
  }
}
