package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.house.HouseTilePreparation;
import org.gridmap.geodata.tile.TileCoordinate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The approval writes what the division will consist of: nobody finds it before it is published,
 * and then it is what publishing would have written.
 */
@GridMapTest
@Import(Hamlet.SignIn.class)
class ApprovedDivisionTest {
  /** Tables of a division, and their rows without the numbers that rows get. */
  private static final Map<String, String> ROWS =
      Map.of(
          "grid",
          """
          SELECT concat_ws('|', g.code, g.name, p.code, g.level, g.level_name, g.kind, g.leaf, g.colour, g.geom::text,
            g.label_point::text, g.area_square_metres, g.house_count, g.resident_count)
          FROM grid g LEFT JOIN grid p ON p.id = g.parent_id WHERE g.division_id = ?
          """,
          "grid_closure",
          """
          SELECT a.code || '>' || b.code FROM grid_closure c JOIN grid a ON a.id = c.ancestor_id
          JOIN grid b ON b.id = c.descendant_id WHERE c.division_id = ?
          """,
          "house_grid",
          """
          SELECT hg.house_id || ' in ' || g.code FROM house_grid hg JOIN grid g ON g.id = hg.grid_id
          WHERE hg.division_id = ? AND g.division_id = hg.division_id
          """,
          "house_leaf_tile",
          """
          SELECT concat_ws('|', t.x, t.y, g.code, t.houses) FROM house_leaf_tile t JOIN grid g ON g.id = t.grid_id
          WHERE t.division_id = ?
          """,
          "grid_tile",
          """
          SELECT concat_ws('|', g.code, t.zoom, t.extent, t.shape) FROM grid_tile t JOIN grid g ON g.id = t.grid_id
          WHERE t.division_id = ?
          """,
          "grid_border_tile",
          "SELECT concat_ws('|', level, zoom, extent, shape) FROM grid_border_tile WHERE division_id = ?");

  /** What a plan's approval changes for everybody who reads it, and what tells of every request. */
  private static final List<String> TELLING =
      List.of("/api/plans", "/api/audit", "/api/session", "/api/changes", "/actuator");

  /** When a page of features was read. */
  private static final String MOMENT = "\"timeStamp\" *: *\"[^\"]*\"";

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;

  @Autowired
  @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mapping;

  private Hamlet hamlet;
  private long plan;

  @BeforeEach
  void draw() {
    hamlet = new Hamlet(context);
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> context.getBean(HouseTilePreparation.class).prepare(hamlet.box()));
    plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 1, 11));
    hamlet.apply(plan, hamlet.transferWest(4, 3));
  }

  private long prepared() {
    return jdbc.sql("SELECT id FROM division_number WHERE source = ?")
        .param("plan:" + plan)
        .query(Long.class)
        .single();
  }

  private Map<String, TreeSet<String>> written(long number) {
    Map<String, TreeSet<String>> rows = new LinkedHashMap<>();
    ROWS.forEach((table, sql) ->
        rows.put(table, new TreeSet<>(jdbc.sql(sql).param(number).query(String.class).list())));
    return rows;
  }

  private long publish() {
    Answer published = hamlet.move(hamlet.decider, plan, "publish", null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    return published.json().get("divisionId").asLong();
  }

  @Test
  void publishing_finds_what_it_would_have_written() {
    hamlet.submitAndApprove(plan);
    long number = prepared();
    Map<String, TreeSet<String>> before = written(number);
    before.forEach((table, rows) -> assertThat(rows).as(table).isNotEmpty());
    assertThat(publish()).isEqualTo(number);
    assertThat(written(number)).isEqualTo(before);
  }

  @Test
  void what_was_not_prepared_is_written_when_it_is_published() {
    hamlet.submitAndApprove(plan);
    long number = prepared();
    Map<String, TreeSet<String>> wanted = written(number);
    jdbc.sql("DELETE FROM division_number WHERE id = ?").param(number).update();
    long division = publish();
    assertThat(division).isNotEqualTo(number);
    assertThat(written(division)).isEqualTo(wanted);
  }

  @Test
  void a_plan_that_is_returned_leaves_nothing_behind() {
    hamlet.submitAndApprove(plan);
    long number = prepared();
    assertThat(hamlet.move(hamlet.leader, plan, "return", "{\"note\":\"边界不清\"}").status())
        .isEqualTo(200);
    written(number).forEach((table, rows) -> assertThat(rows).as(table).isEmpty());

    hamlet.apply(plan, hamlet.transferWest(2, 11));
    hamlet.submitAndApprove(plan);
    assertThat(publish()).isNotEqualTo(number);
  }

  @Test
  void no_route_tells_of_it_before_it_is_published() {
    assertThat(hamlet.move(hamlet.planner, plan, "submit", null).status()).isEqualTo(200);
    long division = next("division_id_seq");
    long grid = next("grid_id_seq");
    List<String> addresses = addresses(division, List.of(grid, grid + 3, grid + 7));
    List<Caller> callers =
        List.of(
            hamlet.planner,
            hamlet.decider,
            hamlet.leader,
            hamlet.caller("officer", Role.OFFICER, hamlet.code(1)),
            hamlet.caller("community", Role.COMMUNITY_LEAD, hamlet.village));
    Map<String, String> before = answers(callers, addresses);
    assertThat(hamlet.move(hamlet.decider, plan, "approve", null).status()).isEqualTo(200);
    assertThat(prepared()).isEqualTo(division);
    assertThat(
            jdbc.sql("SELECT count(*) FROM grid WHERE division_id = ? AND id >= ?")
                .params(division, grid)
                .query(Integer.class)
                .single())
        .isEqualTo(8);
    assertThat(answers(callers, addresses)).isEqualTo(before);
    assertThat(
            jdbc.sql("SELECT count(*) FROM grids_of_code(?)")
                .param(hamlet.code(11))
                .query(Integer.class)
                .single())
        .isZero();

    publish();
    assertThat(answers(callers, addresses)).isNotEqualTo(before);
  }

  private long next(String sequence) {
    return jdbc.sql("SELECT pg_sequence_last_value(CAST(? AS regclass)) + 1")
        .param(sequence)
        .query(Long.class)
        .single();
  }

  /** Every address that reads, with the division and grids in each place that takes a number. */
  private List<String> addresses(long division, List<Long> grids) {
    List<Long> numbers = new ArrayList<>(grids);
    numbers.add(division);
    List<String> all = new ArrayList<>();
    for (RequestMappingInfo route : mapping.getHandlerMethods().keySet()) {
      boolean reads = route.getMethodsCondition().getMethods().contains(RequestMethod.GET);
      boolean streams =
          route.getProducesCondition().getProducibleMediaTypes().stream()
              .anyMatch(MediaType.TEXT_EVENT_STREAM::isCompatibleWith);
      if (!reads || streams) {
        continue;
      }
      for (String pattern : route.getPatternValues()) {
        if (TELLING.stream().anyMatch(pattern::startsWith)) {
          continue;
        }
        if (pattern.contains("{")) {
          numbers.forEach(number -> all.add(filled(pattern, number)));
        }
        String address = filled(pattern, grids.getFirst());
        all.add(address);
        all.add(address + "?division=" + division);
        grids.forEach(number -> all.add(address + "?grid=" + number));
        all.add(address + "?rootCode=" + hamlet.village);
        all.add(address + "?q=" + hamlet.code(11));
      }
    }
    for (String collection : List.of("grids", "houses", "findings")) {
      String items = "/ogc/collections/" + collection + "/items?limit=1000";
      all.add(items);
      all.add(items + "&division=" + division);
      grids.forEach(number -> all.add(items + "&grid=" + number));
    }
    assertThat(all).hasSizeGreaterThan(200);
    return all;
  }

  /** The address of a tile is one around the village; codes are that of the new grid. */
  private String filled(String pattern, long number) {
    TileCoordinate tile = TileCoordinate.at(hamlet.at(1, 1).x, hamlet.at(1, 1).y, 14);
    return pattern
        .replace("{z}", "14")
        .replace("{x}", Integer.toString(tile.x()))
        .replace("{y}", Integer.toString(tile.y()))
        .replaceAll("\\{(code|rootCode|gridCode)}", hamlet.code(11))
        .replaceAll("\\{collectionId}", "grids")
        .replaceAll("\\{[^}]*}", Long.toString(number));
  }

  private Map<String, String> answers(List<Caller> callers, List<String> addresses) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (Caller caller : callers) {
      // So many questions of one address to the public doors would be refused.
      jdbc.sql("DELETE FROM account.throttle WHERE kind = 'PUBLIC_READ'").update();
      for (String address : addresses) {
        Answer answer = hamlet.get(caller, address);
        answers.put(
            caller.login() + " " + address,
            answer.status() + " " + answer.text().replaceAll(MOMENT, "").hashCode());
      }
    }
    return answers;
  }
}
