package org.gridmap.backend.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridmap.backend.Browser;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.People;
import org.gridmap.backend.TestDatabase;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.backend.access.RouteTable;
import org.gridmap.backend.gates.Canaries.Canary;
import org.gridmap.backend.register.load.Register;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.people.DemoPopulation;
import org.gridmap.geodata.solid.SolidCell;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * 500 residents live in the sample who carry strings that occur nowhere else. After a walk through
 * the whole server in every role, these strings are in no answer but the permitted reveals, in no
 * log, no tile and, the sealed ones, in no table.
 */
@GridMapTest
@TestPropertySource(properties = "gridmap.intake.sample=yangdai")
@ExtendWith(OutputCaptureExtension.class)
class CanaryTest {
  private static final long SEED = 20_261_122;
  private static final String SAMPLE = "sample";
  private static final String VILLAGE = "350582103220";
  private static final int WALKED_HOUSES = 25;

  @Autowired JdbcClient jdbc;
  @Autowired @JobPool JdbcClient job;
  @Autowired Environment environment;
  @Autowired Register register;

  private final List<Canary> canaries = Canaries.make();
  private final Marks marks =
      new Marks(canaries.stream().flatMap(one -> one.marks().stream()).toList());
  private final Set<String> found = new LinkedHashSet<>();
  private int answers;
  private long plan;
  private long event;

  /** A house in which a canary lives, and where it is. */
  private record Home(
      long resident, long household, long house, long grid, double lon, double lat) {}

  @BeforeEach
  void moveIn() {
    List<String> houses =
        job.sql(
                "SELECT source_id FROM house WHERE source = :source AND use = 'RESIDENTIAL' ORDER"
                    + " BY hashint8(id) LIMIT :count")
            .param("source", SAMPLE)
            .param("count", canaries.size())
            .query(String.class)
            .list();
    register.load("canaries", SAMPLE, Canaries.households(canaries, houses, VILLAGE));
    event = eventAbout(canaries.getFirst());
  }

  @Test
  void no_canary_leaves_the_register_except_through_a_reveal(CapturedOutput output)
      throws IOException {
    assertThat(canaries).hasSize(500);
    assertThat(canaries.stream().flatMap(one -> one.marks().stream())).doesNotHaveDuplicates();
    List<Home> homes = homes();
    plan = beginPlan();
    for (Role role : Role.values()) {
      Browser browser =
          People.browser(
              jdbc, environment, People.with(jdbc, role.name(), role.scoped() ? VILLAGE : null));
      walk(role, browser, homes);
      tiles(role, browser, homes);
    }
    mistakes(homes.getFirst());

    assertThat(answers).isGreaterThan(3_000);
    assertThat(found).isEmpty();
    assertThat(marks.in(output.getAll())).as("log of the server").isEmpty();
    assertThat(marks.in(Files.readString(TestDatabase.log(), StandardCharsets.UTF_8)))
        .as("log of the database")
        .isEmpty();
  }

  @Test
  void a_permitted_reveal_shows_the_canary_so_the_search_can_find_one() {
    Home home = homes().getFirst();
    Browser officer =
        People.browser(jdbc, environment, People.with(jdbc, "COMMUNITY_LEAD", VILLAGE));
    Answer answer =
        officer.post(
            "/api/residents/" + home.resident() + "/reveal",
            Map.of("field", "NAME", "purpose", "VISIT"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(marks.in(answer.text())).isNotEmpty();
  }

  @Test
  void a_dump_without_the_key_shows_no_phone_and_no_note() {
    Set<String> phones =
        DemoPopulation.generate(DemoTown.generate(SEED), SEED).residents().stream()
            .flatMap(one -> one.phones().stream())
            .map(phone -> phone.number())
            .collect(Collectors.toSet());
    List<String> sealed = new ArrayList<>(phones);
    for (Canary canary : canaries) {
      sealed.addAll(List.of(canary.phone(), canary.note()));
    }
    Marks secrets = new Marks(sealed);
    List<String> tables =
        job.sql(
                "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
                    + " WHERE schemaname IN ('public', 'person') AND has_table_privilege(schemaname"
                    + " || '.' || tablename, 'SELECT')")
            .query(String.class)
            .list();
    assertThat(tables).hasSizeGreaterThan(20).contains("person.phone", "person.resident");
    long rows = 0;
    for (String table : tables) {
      List<String> texts =
          job.sql("SELECT t::text FROM " + table + " AS t").query(String.class).list();
      rows += texts.size();
      for (String text : texts) {
        // The digits of sealed bytes are as good as drawn: among so many some look like a phone.
        String readable = text.replaceAll("\\\\+x[0-9a-f]+", "");
        assertThat(secrets.in(readable)).as(table).isEmpty();
      }
    }
    assertThat(rows).isGreaterThan(100_000);
  }

  /**
   * Every address of the table of routes that reads, and the search, about the homes of canaries.
   */
  private void walk(Role role, Browser browser, List<Home> homes) {
    for (RouteRule rule : RouteTable.list()) {
      if (!rule.method().equals("GET") || rule.pattern().contains("**")) {
        continue;
      }
      Set<String> paths = new TreeSet<>();
      for (Home home : homes) {
        paths.add(address(rule.pattern(), home));
      }
      paths.forEach(path -> keep(role, rule.pattern(), browser.get(path)));
    }
    keep(role, "items", browser.get("/ogc/collections/houses/items?limit=5000"));
    keep(role, "changes", browser.get("/api/event-changes?since=0"));
    if (!role.readsResidents()) {
      keep(role, "event", browser.get("/api/events/" + event));
    }
    for (Canary canary : canaries.subList(0, 10)) {
      keep(
          role,
          "search",
          browser.post("/api/residents/search", Map.of("q", canary.phone().substring(7))));
      keep(
          role,
          "search",
          browser.post("/api/residents/search", Map.of("q", canary.name().substring(0, 1))));
    }
  }

  private String address(String pattern, Home home) {
    String kind = pattern.split("/", -1).length > 2 ? pattern.split("/", -1)[2] : "";
    long id =
        switch (kind) {
          case "houses" -> home.house();
          case "grids" -> home.grid();
          case "residents" -> home.resident();
          case "households" -> home.household();
          case "plans" -> plan;
          default -> 1;
        };
    return pattern
        .replace("{id}", Long.toString(id))
        .replace("{seq}", "0")
        .replace("{zoom}/{x}/{y}", "14/13590/7024")
        .replace("{root}/{column}/{row}/{level}/{x}/{y}", "9/424/326/0/0/0")
        .replace("{collection}", "houses")
        .replace("{item}", Long.toString(home.house()))
        .replace("{code}", VILLAGE)
        .replace("{slug}", "not-found");
  }

  /** An event whose report names somebody. */
  private long eventAbout(Canary canary) {
    long id =
        job.sql(
                """
                INSERT INTO event (number, village_code, year, sequence, category, department, importance, pressing,
                  urgency, workflow, step, location, grid_code, grid_name, owner_grid_code, owner_duty, reporter_id,
                  step_due_at, due_at, revision)
                SELECT :village || '-2000-' || n, :village, 2000, n, 'LITTER', 'VILLAGE', 'LOW', 'LOW', 'BLUE',
                  'seven-steps', 'collect', g.label_point, g.code, g.name, g.code, 'GRID_OFFICER', 0,
                  now() + interval '1 day', now() + interval '1 day', 1
                FROM grid g JOIN division d ON d.id = g.division_id AND d.root_code = :village AND d.status = 'PUBLISHED'
                CROSS JOIN (SELECT count(*) + 1 AS n FROM event WHERE year = 2000) next
                WHERE g.leaf ORDER BY g.code LIMIT 1
                RETURNING id
                """)
            .param("village", VILLAGE)
            .query(Long.class)
            .single();
    job.sql(
            "INSERT INTO person.event_text (event_id, author_id, kind, text) VALUES (?, 0, 'REPORT', ?)")
        .params(id, canary.name())
        .update();
    return id;
  }

  private long beginPlan() {
    Browser planner = People.browser(jdbc, environment, People.with(jdbc, "PLANNER", VILLAGE));
    long division =
        jdbc.sql("SELECT id FROM division WHERE root_code = ? AND status = 'PUBLISHED'")
            .param(VILLAGE)
            .query(Long.class)
            .single();
    return planner
        .send(
            "POST",
            "/api/plans",
            Map.of("name", "试验", "divisionId", division),
            "Idempotency-Key",
            "canary-" + System.nanoTime())
        .json()
        .get("id")
        .asLong();
  }

  /** The tiles over the homes at every zoom, unpacked. */
  private void tiles(Role role, Browser browser, List<Home> homes) {
    Set<String> paths = new TreeSet<>(Set.of("/3dtiles/tileset.json"));
    for (Home home : homes) {
      for (int zoom = 0; zoom <= TileCoordinate.MAX_ZOOM; zoom++) {
        TileCoordinate tile = TileCoordinate.at(home.lon(), home.lat(), zoom);
        paths.add("/tiles/%d/%d/%d.mvt".formatted(zoom, tile.x(), tile.y()));
      }
      for (int level = 0; level <= SolidCell.MAX_LEVEL; level++) {
        SolidCell cell = SolidCell.at(home.lon(), home.lat(), level);
        String at = "/3dtiles/%d/%d/%d/0/0/0".formatted(level, cell.x(), cell.y());
        paths.add(at + ".glb");
        paths.add(at + ".subtree");
      }
    }
    for (String path : paths) {
      keep(role, path, browser.get(path));
    }
  }

  /** Requests that the server or the database refuses, with the value of a person in them. */
  private void mistakes(Home home) {
    Canary canary = canaries.getFirst();
    Browser lead = People.browser(jdbc, environment, People.with(jdbc, "COMMUNITY_LEAD", VILLAGE));
    String path = "/api/households/" + home.household() + "/residents";
    for (Map<String, Object> body :
        List.<Map<String, Object>>of(
            Map.of("name", canary.name().repeat(200), "sex", "FEMALE", "relation", "OTHER"),
            Map.of("name", canary.name(), "sex", canary.phone(), "relation", "OTHER"),
            Map.of("name", canary.name(), "birthYear", 99_999, "relation", canary.note()),
            Map.of("phone", canary.phone(), canary.phone(), canary.note()))) {
      Answer answer = lead.post(path, body);
      assertThat(answer.status()).isBetween(400, 499);
      keep(Role.COMMUNITY_LEAD, "a mistake", answer);
    }
    keep(Role.COMMUNITY_LEAD, "a mistake", lead.get("/api/search?nothing=" + canary.phone()));
    keep(Role.COMMUNITY_LEAD, "a mistake", lead.get("/api/" + canary.phone()));
  }

  private void keep(Role role, String what, Answer answer) {
    answers++;
    String text =
        answer.header("Content-Type").contains("vector-tile") && answer.status() == 200
            ? VectorTileReader.read(answer.bytes()).toString()
            : answer.text();
    for (String mark : marks.in(answer.response().headers().map() + "\n" + text)) {
      found.add(role + " " + what + ": " + mark);
    }
  }

  private List<Home> homes() {
    List<String> names = canaries.stream().limit(WALKED_HOUSES).map(Canary::name).toList();
    return job.sql(
            """
            SELECT r.id, r.household_id, r.house_id, hg.grid_id, ST_X(h.entrance), ST_Y(h.entrance)
            FROM person.resident r JOIN house h ON h.id = r.house_id
            JOIN house_grid hg ON hg.house_id = h.id
            JOIN division d ON d.id = hg.division_id AND d.status = 'PUBLISHED'
            WHERE r.name IN (:names) ORDER BY r.id
            """)
        .param("names", names)
        .query((row, n) ->
            new Home(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getDouble(5),
                row.getDouble(6)))
        .list();
  }
}
