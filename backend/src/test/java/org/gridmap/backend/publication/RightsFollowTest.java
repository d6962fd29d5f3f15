package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.live.MapChanges;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Rights, posts and stations after a publication: they mean the land that took the place of theirs.
 */
@GridMapTest
@Import(Hamlet.SignIn.class)
class RightsFollowTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired private GridsInForce grids;
  @Autowired private MapChanges changes;
  private Hamlet hamlet;

  @BeforeEach
  void build() {
    hamlet = new Hamlet(context);
  }

  private int households(Caller officer, int leaf, int house) {
    return hamlet.get(officer, "/api/houses/" + hamlet.house(leaf, house) + "/households").status();
  }

  @Test
  void a_right_that_a_redraw_takes_away_is_gone_with_the_next_request() {
    Caller first = hamlet.caller("officer1", Role.OFFICER, hamlet.code(1));
    Caller second = hamlet.caller("officer2", Role.OFFICER, hamlet.code(2));
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    hamlet.submitAndApprove(plan);
    assertThat(households(second, 2, 0)).isEqualTo(200);
    assertThat(households(first, 2, 0)).isEqualTo(404);

    assertThat(hamlet.move(hamlet.decider, plan, "publish", "{}").status()).isEqualTo(200);

    String path = "/api/houses/" + hamlet.house(2, 0) + "/households";
    Answer gone = hamlet.get(second, path);
    Answer never = hamlet.get(second, "/api/houses/987654321/households");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.response().body()).isEqualTo(never.response().body());
    assertThat(households(first, 2, 0)).isEqualTo(200);
    assertThat(households(second, 2, 1)).isEqualTo(200);
    assertThat(households(first, 2, 1)).isEqualTo(404);
  }

  @Test
  void rights_posts_and_stations_follow_splits_mergers_and_new_codes() {
    Caller first = hamlet.caller("officer1", Role.OFFICER, hamlet.code(1));
    Caller second = hamlet.caller("officer2", Role.OFFICER, hamlet.code(2));
    Caller third = hamlet.caller("officer3", Role.OFFICER, hamlet.code(3));
    long staff =
        jdbc.sql(
                "INSERT INTO staff (name, sex, unit, grid_code) VALUES ('陈一', 'MALE', 'VILLAGE', ?)"
                    + " RETURNING id")
            .param(hamlet.code(1))
            .query(Long.class)
            .single();
    jdbc.sql(
            "INSERT INTO assignment (staff_id, grid_code, role, valid) VALUES (?, ?, 'GRID_OFFICER',"
                + " daterange(?, NULL))")
        .params(staff, hamlet.code(1), LocalDate.now().minusDays(9))
        .update();
    jdbc.sql(
            "INSERT INTO station (name, walking_minutes, grid_code, location) VALUES ('服务站', 10, ?,"
                + " ST_SetSRID(ST_MakePoint(?, ?), 4490))")
        .params(hamlet.code(3), hamlet.at(0.5, 0.5).x, hamlet.at(0.5, 0.5).y)
        .update();
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 11, 12));
    hamlet.apply(plan, hamlet.recode(2, 22));
    hamlet.apply(plan, hamlet.merge(3, 4, 34));
    Answer published = hamlet.publish(plan, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);

    assertThat(hamlet.inForce())
        .containsExactly(
            hamlet.village,
            hamlet.code(11),
            hamlet.code(12),
            hamlet.code(22),
            hamlet.code(34),
            hamlet.code(901),
            hamlet.code(902));
    assertThat(households(first, 1, 0)).isEqualTo(200);
    assertThat(households(first, 1, 3)).isEqualTo(200);
    assertThat(households(second, 2, 5)).isEqualTo(200);
    assertThat(households(third, 3, 5)).isEqualTo(200);
    // 3 and 4 are one grid now, and whoever answers for it sees all of it.
    assertThat(households(third, 4, 5)).isEqualTo(200);
    assertThat(households(first, 2, 5)).isEqualTo(404);

    for (int part : List.of(11, 12)) {
      long id = grids.findByCode(hamlet.code(part)).orElseThrow().id();
      assertThat(hamlet.get(hamlet.leader, "/api/grids/" + id + "/staff").text()).contains("陈一");
    }
    long merged = grids.findByCode(hamlet.code(34)).orElseThrow().id();
    assertThat(hamlet.get(hamlet.leader, "/api/stations?grid=" + merged).text()).contains("服务站");

    JsonNode old = hamlet.get(hamlet.leader, "/api/codes/" + hamlet.code(1)).json();
    assertThat(Hamlet.codes(old.get("inForce"), "code"))
        .containsExactly(hamlet.code(11), hamlet.code(12));
    assertThat(Hamlet.codes(old.get("lineage"), "kind")).containsExactly("SPLIT", "SPLIT");
    assertThat(
            Hamlet.codes(
                hamlet.get(hamlet.leader, "/api/codes/" + hamlet.code(4)).json().get("lineage"),
                "kind"))
        .containsExactly("MERGED");
    assertThat(hamlet.get(hamlet.leader, "/api/codes/" + hamlet.code(77)).status()).isEqualTo(404);
    JsonNode hits =
        hamlet.get(hamlet.leader, "/api/search?q=" + hamlet.code(2)).json().get("items");
    assertThat(Hamlet.codes(hits, "title")).contains(hamlet.code(22));
  }

  @Test
  void
      a_leaf_that_an_import_numbers_anew_is_followed_by_the_leaf_in_its_place_and_nothing_around_it() {
    Caller officer = hamlet.caller("renumbered", Role.OFFICER, hamlet.code(1));
    List<GridDraft> again =
        hamlet.grids().stream()
            .map(grid ->
                grid.parentCode() == null || grid.code().compareTo(hamlet.code(900)) > 0
                    ? grid
                    : new GridDraft(
                        hamlet.village + "5" + grid.code().substring(13),
                        grid.name(),
                        grid.parentCode(),
                        grid.levelName(),
                        grid.kind(),
                        grid.geometry()))
            .toList();
    long plan = hamlet.plan(hamlet.store(again, false));
    Answer published = hamlet.publish(plan, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);

    assertThat(
            jdbc.sql("SELECT to_code FROM grid_lineage WHERE from_code = ?")
                .param(hamlet.code(1))
                .query(String.class)
                .list())
        .containsExactly(hamlet.code(501));
    assertThat(households(officer, 1, 0)).isEqualTo(200);
    for (int leaf = 2; leaf <= 4; leaf++) {
      assertThat(households(officer, leaf, 0)).as("leaf " + leaf).isEqualTo(404);
    }
  }

  @Test
  void a_future_division_switches_rights_tiles_and_counts_at_its_moment_by_itself()
      throws Exception {
    Caller first = hamlet.caller("officer1", Role.OFFICER, hamlet.code(1));
    Caller second = hamlet.caller("officer2", Role.OFFICER, hamlet.code(2));
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    hamlet.submitAndApprove(plan);
    Instant moment = Instant.now().plusSeconds(5);
    Answer published =
        hamlet.move(hamlet.decider, plan, "publish", "{\"effectiveFrom\":\"" + moment + "\"}");
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    long division = published.json().get("divisionId").asLong();
    long next = hamlet.plan(division);
    hamlet.apply(next, hamlet.transferWest(4, 3));
    assertThat(Hamlet.problem(hamlet.publish(next, null))).isEqualTo("409 plan-outdated");
    String tile = tile();
    String today = hamlet.get(hamlet.leader, tile).text();
    String then = hamlet.get(hamlet.leader, tile + "?at=" + moment.plusSeconds(1)).text();
    assertThat(then).isNotEqualTo(today);
    assertThat(households(second, 2, 0)).isEqualTo(200);
    assertThat(households(first, 2, 0)).isEqualTo(404);
    long revision = changes.latest();
    assertThat(Instant.now()).as("the machine was too slow for this test").isBefore(moment);

    Thread.sleep(java.time.Duration.between(Instant.now(), moment).plusMillis(20));
    assertThat(households(second, 2, 0)).isEqualTo(404);
    assertThat(households(first, 2, 0)).isEqualTo(200);
    Instant patience = Instant.now().plusSeconds(5);
    while (changes.latest() == revision && Instant.now().isBefore(patience)) {
      Thread.sleep(20);
    }
    assertThat(changes.latest()).isGreaterThan(revision);
    assertThat(hamlet.get(hamlet.leader, tile).text()).isEqualTo(then);
    assertThat(hamlet.get(hamlet.leader, tile + "?at=" + moment.minusSeconds(1)).text())
        .isEqualTo(today);
    JsonNode houses =
        hamlet.get(hamlet.leader, "/api/aggregates?measure=houses&level=3").json().get("grids");
    houses.forEach(one -> {
      if (one.get("code").asString().equals(hamlet.code(1))) {
        assertThat(one.get("value").asLong()).isEqualTo(20);
      }
    });
  }

  /** A tile that shows the whole village, and no other. */
  private String tile() {
    double x = (hamlet.at(1, 1).x + 180) / 360 * (1 << 13);
    double latitude = Math.toRadians(hamlet.at(1, 1).y);
    double y =
        (1 - Math.log(Math.tan(latitude) + 1 / Math.cos(latitude)) / Math.PI) / 2 * (1 << 13);
    return "/tiles/13/" + (int) x + "/" + (int) y + ".mvt";
  }
}
