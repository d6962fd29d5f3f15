package org.gridmap.backend.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.RouteTable;
import org.gridmap.backend.live.Revision;
import org.gridmap.backend.publication.Hamlet;
import org.gridmap.backend.register.HouseCounters;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.geodata.solid.SolidCell;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Plays those who note what they are told and subtract: over publications, restarts and routes. */
@GridMapTest
@Import(Hamlet.SignIn.class)
class SubtractionTest {
  /** Routes whose answer goes on for as long as somebody listens. */
  private static final Pattern STREAMS = Pattern.compile("stream$|/(?:users|\\{id})/events$");

  private static final List<String> PEOPLE =
      CountSnapshot.PEOPLE.stream()
          .filter(measure -> measure.least() > 0)
          .map(Measure::code)
          .toList();

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  @Autowired @JobPool private TransactionTemplate jobTransactions;
  private final Set<String> movedBorders = new HashSet<>();
  private Hamlet hamlet;

  @BeforeEach
  void settle() {
    hamlet = new Hamlet(context);
    jdbc.sql("UPDATE division SET valid = tstzrange(now() - interval '10 days', NULL) WHERE id = ?")
        .param(hamlet.division)
        .update();
    for (int leaf = 1; leaf <= 4; leaf++) {
      for (int i = 0; i < Hamlet.HOUSES_OF_A_LEAF; i++) {
        int people = 3 + (leaf * i) % 5;
        job.sql(
                """
                INSERT INTO person.house_tally (house_id, village_code, households, residents, registered, permanent,
                  floating, at_home, away, moved_out, children, elders, care_needs)
                VALUES (:house, :village, 1, :people, :people - 2, 1, 1, :people - 2, 1, 1, 1, 1, 1)
                """)
            .param("house", hamlet.house(leaf, i))
            .param("village", hamlet.village)
            .param("people", people)
            .update();
      }
    }
    step();
  }

  private void step() {
    job.sql("UPDATE person.register_revision SET number = number + 1").update();
  }

  private void come(int leaf, int index, int people) {
    job.sql(
            "UPDATE person.house_tally SET residents = residents + :n, registered = registered + :n,"
                + " at_home = at_home + :n, care_needs = care_needs + :n WHERE house_id = :house")
        .param("n", people)
        .param("house", hamlet.house(leaf, index))
        .update();
    step();
  }

  /** Everything that somebody is told: by measure and code, null for what is hidden. */
  private Map<String, @Nullable Long> told(Caller caller) {
    Map<String, @Nullable Long> told = new TreeMap<>();
    for (String measure : PEOPLE) {
      Answer answer = hamlet.get(caller, "/api/aggregates?measure=" + measure);
      assertThat(answer.status()).isEqualTo(200);
      for (JsonNode grid : answer.json().get("grids")) {
        if (grid.get("code").asString().startsWith(hamlet.village)) {
          JsonNode value = grid.get("value");
          assertThat(grid.get("rounded").asBoolean())
              .isEqualTo(!value.isNull() && movedBorders.contains(grid.get("code").asString()));
          told.put(
              measure + " " + grid.get("code").asString().substring(12),
              value.isNull() ? null : value.asLong());
        }
      }
    }
    return told;
  }

  @Test
  void a_border_moved_over_few_houses_tells_a_leader_what_the_plan_told_and_nothing_else() {
    Map<String, @Nullable Long> before = told(hamlet.leader);
    assertThat(before.get("residents 001")).isNotNull();
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    Map<String, JsonNode> planned = new TreeMap<>();
    hamlet
        .get(hamlet.leader, "/api/plans/" + plan + "/numbers")
        .json()
        .get("grids")
        .forEach(grid -> planned.put(grid.get("code").asString().substring(12), grid));
    // Somebody comes in the last moment.
    come(1, 3, 1);
    assertThat(hamlet.publish(plan, null).status()).isEqualTo(200);
    movedBorders.addAll(List.of(hamlet.code(1), hamlet.code(2)));
    Map<String, @Nullable Long> after = told(hamlet.leader);

    for (String measure : PEOPLE) {
      for (String grid : List.of("", "901", "902", "003", "004")) {
        String key = measure + " " + grid;
        assertThat(after.get(key))
            .as("the same houses as before: " + key)
            .isEqualTo(before.get(key));
      }
      for (String grid : List.of("001", "002")) {
        Long value = after.get(measure + " " + grid);
        JsonNode of = planned.get(grid).get(measure);
        assertThat(value == null || value % 10 == 0).as(measure).isTrue();
        if (of != null && value != null) {
          assertThat(value).as(measure + " " + grid).isEqualTo(of.asLong());
        }
      }
    }
    assertThat(after.get("residents 001")).isNotNull();
    assertNothingMovesBack(before);
  }

  /** A second publication that puts the border back is no way to the truth either. */
  private void assertNothingMovesBack(Map<String, @Nullable Long> before) {
    long division =
        jdbc.sql(
                "SELECT id FROM division WHERE root_code = ? AND status = 'PUBLISHED' AND valid @> now()")
            .param(hamlet.village)
            .query(Long.class)
            .single();
    long plan = hamlet.plan(division);
    hamlet.apply(
        plan,
        "{\"type\":\"transfer\",\"area\":[[[%s,%s,%s,%s,%s]]],\"from\":[\"%s\"],\"to\":\"%s\"}"
            .formatted(
                hamlet.json(1, 1),
                hamlet.json(1.25, 1),
                hamlet.json(1.25, 2),
                hamlet.json(1, 2),
                hamlet.json(1, 1),
                hamlet.code(1),
                hamlet.code(2)));
    assertThat(hamlet.publish(plan, null).status()).isEqualTo(200);
    Map<String, @Nullable Long> back = told(hamlet.leader);
    for (String measure : PEOPLE) {
      Long value = back.get(measure + " 002");
      assertThat(value == null || value % 10 == 0).as(measure).isTrue();
      assertThat(back.get(measure + " 901")).isEqualTo(before.get(measure + " 901"));
    }
  }

  @Test
  void a_house_that_is_pulled_down_or_a_restart_tells_of_nobody() {
    Map<String, @Nullable Long> before = told(hamlet.leader);
    come(1, 5, 1);
    jdbc.sql("DELETE FROM house WHERE id = ?").param(hamlet.house(3, 0)).update();
    jdbc.sql("INSERT INTO map_change (layer) VALUES ('house')").update();
    step();

    assertThat(told(hamlet.leader)).isEqualTo(before);
    Aggregates restarted = restarted();
    assertThat(sums(restarted.stepped()))
        .isEqualTo(sums(context.getBean(Aggregates.class).stepped()));
    assertThat(count(restarted.stepped(), "residents", hamlet.code(1)))
        .isEqualTo(before.get("residents 001"))
        .isEqualTo(count(restarted.snapshot(), "residents", hamlet.code(1)) - 1);

    // Whichever server makes the step, the other one follows.
    come(1, 5, 4);
    long stepped = count(restarted().stepped(), "residents", hamlet.code(1));
    assertThat(stepped).isEqualTo(before.get("residents 001") + 5);
    assertThat(told(hamlet.leader)).containsEntry("residents 001", stepped);
  }

  private Aggregates restarted() {
    return new Aggregates(
        job,
        jobTransactions,
        context.getBean(HouseCounters.class),
        context.getBean(Revision.class),
        new DisclosedCounts(job),
        new Succession(job),
        context.getBean(CoarseHouses.class),
        List.copyOf(context.getBeansOfType(MeasureSource.class).values()));
  }

  private static long count(CountSnapshot counts, String measure, String code) {
    return counts.forest().nodes().stream()
        .filter(node -> node.code().equals(code))
        .mapToLong(node -> counts.count(measure, node.id()))
        .sum();
  }

  private static Map<String, Long> sums(CountSnapshot counts) {
    Map<String, Long> sums = new TreeMap<>();
    for (String measure : PEOPLE) {
      counts
          .forest()
          .nodes()
          .forEach(node -> sums.put(measure + " " + node.code(), counts.count(measure, node.id())));
    }
    return sums;
  }

  @Test
  void no_route_answers_a_leader_or_a_planner_otherwise_because_one_resident_came() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    long old = hamlet.division;
    for (Caller caller : List.of(hamlet.leader, hamlet.planner)) {
      List<String> paths = paths(plan, old, caller);
      Map<String, String> before = answers(caller, paths);
      come(1, 7, 1);
      Map<String, String> after = answers(caller, paths);

      assertThat(before.values().stream().filter(answer -> answer.startsWith("200")).count())
          .isGreaterThan(40);
      before.forEach((path, answer) ->
          assertThat(after.get(path)).as(caller.login() + " " + path).isEqualTo(answer));
    }
  }

  private Map<String, String> answers(Caller caller, List<String> paths) {
    Map<String, String> answers = new TreeMap<>();
    for (String path : paths) {
      Answer answer = hamlet.get(caller, path);
      answers.put(
          path,
          answer.status()
              + " "
              + answer
                  .text()
                  .replaceAll("\"(?:revision|timeStamp|at)\":(?:[0-9]+|\"[^\"]*\")", ""));
    }
    return answers;
  }

  /** Every route that can be read, with the numbers of things of the hamlet in it. */
  private List<String> paths(long plan, long division, Caller caller) {
    Map<String, Object> things =
        Map.of(
            "/api/plans/",
            plan,
            "/api/divisions/",
            division,
            "/api/houses/",
            hamlet.house(1, 7),
            "/api/grids/",
            grid(division, hamlet.code(1)));
    // What planners of the area are told exactly, residents and households, is no secret to them.
    List<String> exact =
        caller.equals(hamlet.planner)
            ? List.of(
                "/houses",
                "/numbers",
                "/base-numbers",
                "/file",
                "/api/comparison",
                "/api/compliance")
            : List.of();
    List<String> paths = new ArrayList<>();
    RouteTable.list().stream()
        .filter(rule -> rule.method().equals("GET") && !rule.open() && rule.admits(caller))
        .map(rule -> rule.pattern())
        .filter(pattern -> !STREAMS.matcher(pattern).find() && !pattern.contains("**"))
        .filter(pattern -> exact.stream().noneMatch(pattern::endsWith))
        .forEach(pattern -> {
          String path = pattern;
          for (Map.Entry<String, Object> thing : things.entrySet()) {
            if (pattern.startsWith(thing.getKey())) {
              path = path.replace("{id}", thing.getValue().toString());
            }
          }
          paths.addAll(
              variants(
                  path.replace("{id}", "1").replace("{seq}", "1").replace("{code}", hamlet.code(1)),
                  plan));
        });
    return paths;
  }

  private List<String> variants(String path, long plan) {
    List<String> variants = new ArrayList<>();
    if (path.contains("{zoom}")) {
      for (int zoom : new int[] {8, 12, 14, 16}) {
        variants.add(tile(path, zoom));
      }
    } else if (path.contains("{root}")) {
      for (int level : new int[] {9, 12, 15, 16, 18}) {
        SolidCell cell = SolidCell.at(hamlet.at(0.9, 1.4).x, hamlet.at(0.9, 1.4).y, level);
        variants.add(
            path.replace("{root}/{column}/{row}", level + "/" + cell.x() + "/" + cell.y())
                .replace("{level}/{x}/{y}", "0/0/0"));
      }
    } else if (path.contains("{collection}")) {
      String box =
          "?limit=1000&bbox=%s,%s,%s,%s"
              .formatted(
                  hamlet.at(0, 0).x, hamlet.at(0, 0).y, hamlet.at(2, 2).x, hamlet.at(2, 2).y);
      for (String collection : List.of("grids", "grids-level-3", "houses", "findings", "roads")) {
        String of = path.replace("{collection}", collection).replace("{item}", "1");
        variants.add(of.endsWith("/items") ? of + box : of);
      }
    } else if (path.equals("/api/aggregates")) {
      for (Measure measure : context.getBean(Aggregates.class).listMeasures()) {
        variants.add(path + "?measure=" + measure.code());
        variants.add(path + "?measure=" + measure.code() + "&at=2026-01-01");
      }
    } else if (path.equals("/api/comparison")) {
      variants.add(path + "?from=" + hamlet.division + "&to=plan:" + plan);
    } else if (path.equals("/api/compliance")) {
      variants.add(path + "?of=plan:" + plan);
      variants.add(path + "?of=" + hamlet.division);
    } else if (path.endsWith("/file")) {
      // The other formats hold the same; some name the moment as well.
      variants.add(path + "?format=GEOJSON");
    } else if (path.equals("/api/search")) {
      variants.add(path + "?q=" + hamlet.code(1));
    } else {
      variants.add(path);
    }
    return variants;
  }

  private String tile(String path, int zoom) {
    var middle = hamlet.at(0.9, 1.4);
    double n = 1L << zoom;
    double radians = Math.toRadians(middle.y);
    long x = (long) ((middle.x + 180) / 360 * n);
    long y = (long) ((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2 * n);
    return path.replace("{zoom}", "" + zoom).replace("{x}", "" + x).replace("{y}", "" + y);
  }

  private long grid(long division, String code) {
    return jdbc.sql("SELECT id FROM grid WHERE division_id = ? AND code = ?")
        .params(division, code)
        .query(Long.class)
        .single();
  }
}
