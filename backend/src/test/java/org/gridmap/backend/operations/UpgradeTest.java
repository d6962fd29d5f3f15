package org.gridmap.backend.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.gridmap.backend.Browser;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.GridMapApplication;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.TestDatabase;
import org.gridmap.backend.TestHome;
import org.gridmap.backend.operations.cluster.Database;
import org.gridmap.backend.operations.cluster.DatabaseLogins;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server of today starts on what an earlier one left: its tables at their version then, its keys
 * and its anchors, as the server of that day wrote them. In it: a division that was published from
 * a plan, another plan being drawn, a household, what the audit log told of it, and three people
 * who were signed in.
 */
@SpringBootTest(classes = GridMapApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = UpgradeTest.EarlierInstallation.class)
class UpgradeTest {
  private static final String EARLIER_VERSION = "19";
  private static final long PLAN = 2;
  private static final long HOUSE = 4;
  private static final long RESIDENT = 1;
  private static final String PLAN_HASH =
      "783a1b05bab2eaa07e1376d726ff86c5cff624d8c56a11fab430243566ad931f";
  private static final String OFFICER = "f8pzYn6805w5LPHpVWwJll-77aDQdkRbueoNTt9b9A0";
  private static final String PLANNER = "kbk87jQhtZy2y6pLhnS6divUfMy4opGvdtaFCRGQU9k";
  private static final String AUDITOR = "4p9QG0zInSY2V7TDoOoG8XivL7lSP-gmh9CNHYCLHKI";

  /** Triggers that no session can switch off. */
  private static final List<String> ALWAYS =
      List.of(
          "audit.entry:append",
          "audit.entry:only_grows",
          "audit.head:moves_with_entries",
          "audit.head:stays");

  /** Rows of each table before the server of today saw them. */
  private static final Map<String, Long> ROWS = new TreeMap<>();

  /** A database and a home as the earlier server left them a minute ago. */
  static class EarlierInstallation
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      try {
        Path home = TestHome.create();
        for (String file : List.of("keys.properties", "audit-anchors.log")) {
          try (InputStream kept = resource(file)) {
            Files.copy(kept, home.resolve(file));
          }
        }
        DatabaseLogins logins = TestDatabase.createAt(EARLIER_VERSION);
        restore(logins.owner());
        Map<String, String> properties = new HashMap<>(logins.properties());
        properties.put("spring.datasource.hikari.maximum-pool-size", "4");
        properties.put("gridmap.pools.map.size", "2");
        properties.put("gridmap.home", home.toString());
        TestPropertyValues.of(properties).applyTo(context);
      } catch (IOException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Autowired private Environment environment;

  @Test
  void every_row_of_every_table_is_still_there() throws SQLException {
    Map<String, Long> now;
    try (Connection owner = OwnerDatabase.open(environment);
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      for (String table : guarded(owner)) {
        statement.execute("ALTER TABLE " + table + " NO FORCE ROW LEVEL SECURITY");
      }
      now = rows(owner);
      owner.rollback();
    }
    assertThat(ROWS).hasSizeGreaterThan(30);
    assertThat(ROWS.values().stream().mapToLong(Long::longValue).sum()).isGreaterThan(500);
    List<String> fewer = new ArrayList<>();
    ROWS.forEach((table, rows) -> {
      if (now.getOrDefault(table, -1L) < rows) {
        fewer.add(table + ": " + rows + ", now " + now.get(table));
      }
    });
    assertThat(fewer).isEmpty();
  }

  @Test
  void a_plan_is_as_it_was_drawn_and_can_be_drawn_on() {
    Browser planner = browser(PLANNER);
    assertThat(planner.get("/api/session").json().at("/account/login").isString()).isTrue();
    JsonNode plan = planner.get("/api/plans/" + PLAN).json();
    assertThat(plan.get("hash").asString()).isEqualTo(PLAN_HASH);
    assertThat(planner.get("/api/plans/" + PLAN + "/partition").status()).isEqualTo(200);
    String rename = "{\"type\":\"rename\",\"grid\":\"999700000001001\",\"name\":\"新名\"}";
    JsonNode operation = new JsonMapper().readTree(rename);
    // On top of the old log, and back to where it ended.
    for (String move : List.of("operations", "undo")) {
      Answer answer =
          planner.send(
              "POST",
              "/api/plans/" + PLAN + "/" + move,
              move.equals("undo") ? Map.of() : Map.of("operation", operation),
              "If-Match",
              "\"" + planner.get("/api/plans/" + PLAN).json().get("version").asLong() + "\"",
              "Idempotency-Key",
              UUID.randomUUID().toString());
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
    assertThat(planner.get("/api/plans/" + PLAN).json().get("hash").asString())
        .isEqualTo(PLAN_HASH);
  }

  @Test
  void a_resident_is_masked_and_what_was_sealed_can_be_revealed() {
    Browser officer = browser(OFFICER);
    officer.get("/api/session");
    JsonNode head =
        officer.get("/api/houses/" + HOUSE + "/households").json().at("/households/0/residents/0");
    assertThat(head.get("id").asLong()).isEqualTo(RESIDENT);
    assertThat(head.get("name").asString()).isEqualTo("单**");
    assertThat(head.at("/phones/0/number").asString()).isEqualTo("139****8001");
    Answer phone =
        officer.post(
            "/api/residents/" + RESIDENT + "/reveal",
            Map.of(
                "field", "PHONE",
                "phoneId", head.at("/phones/0/id").asLong(),
                "purpose", "VISIT"));
    assertThat(phone.status()).as(phone.text()).isEqualTo(200);
    assertThat(phone.text()).contains("13905958001");
  }

  @Test
  void the_audit_log_is_sound_up_to_the_anchors_of_that_day() {
    Browser auditor = browser(AUDITOR);
    auditor.get("/api/session");
    JsonNode verdict = auditor.post("/api/audit/verification", null).json();
    assertThat(verdict.get("sound").asBoolean()).as(verdict.toString()).isTrue();
    assertThat(verdict.get("anchors").asInt()).isPositive();
    assertThat(verdict.get("entries").asLong()).isGreaterThanOrEqualTo(ROWS.get("audit.entry"));
  }

  @Test
  void the_division_that_was_published_is_drawn_and_listed() {
    Browser planner = browser(PLANNER);
    assertThat(planner.get("/tiles/12/3197/1689.mvt").status()).isEqualTo(200);
    assertThat(planner.get("/ogc/collections/grids/items?limit=20").text())
        .contains("999700000001005", "999700000001006");
  }

  private Browser browser(String secret) {
    return Browser.of(environment).steal(secret);
  }

  /** Puts rows into tables as they were, past triggers and policies; sessions stay as young. */
  private static void restore(Database database) throws SQLException, IOException {
    try (Connection owner = open(database);
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      List<String> guarded = guarded(owner);
      for (String table : rows(owner).keySet()) {
        statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
      }
      for (String table : guarded) {
        statement.execute("ALTER TABLE " + table + " NO FORCE ROW LEVEL SECURITY");
      }
      statement.execute("TRUNCATE " + String.join(", ", rows(owner).keySet()));
      statement.execute(rowsOfThatDay());
      // The dump begins with settings of its own.
      statement.execute("RESET ALL");
      statement.execute("UPDATE account.session SET created_at = now(), last_seen_at = now()");
      ROWS.putAll(rows(owner));
      // What waits for the end of the transaction is checked now; tables with such work stay as
      // they are.
      statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
      for (String table : guarded) {
        statement.execute("ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY");
      }
      for (String table : rows(owner).keySet()) {
        statement.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
      }
      for (String trigger : ALWAYS) {
        statement.execute("ALTER TABLE " + trigger.replace(":", " ENABLE ALWAYS TRIGGER "));
      }
      owner.commit();
    }
  }

  /** Tables whose policies hold their owner too. */
  private static List<String> guarded(Connection owner) throws SQLException {
    List<String> guarded = new ArrayList<>();
    try (Statement statement = owner.createStatement();
        ResultSet tables =
            statement.executeQuery(
                "SELECT oid::regclass::text FROM pg_class WHERE relforcerowsecurity")) {
      while (tables.next()) {
        guarded.add(tables.getString(1));
      }
    }
    return guarded;
  }

  private static String rowsOfThatDay() throws IOException {
    try (InputStream packed = resource("v" + EARLIER_VERSION + ".sql.gz");
        GZIPInputStream plain = new GZIPInputStream(packed)) {
      return new String(plain.readAllBytes(), UTF_8);
    }
  }

  private static InputStream resource(String name) {
    InputStream found = UpgradeTest.class.getResourceAsStream("upgrade/" + name);
    assertThat(found).as(name).isNotNull();
    return found;
  }

  private static Connection open(Database database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private static Map<String, Long> rows(Connection owner) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    try (Statement statement = owner.createStatement();
        ResultSet tables =
            owner
                .createStatement()
                .executeQuery(
                    """
                    SELECT schemaname || '.' || tablename FROM pg_tables
                    WHERE schemaname IN ('public', 'account', 'audit', 'person')
                      AND tablename NOT IN ('flyway_schema_history', 'spatial_ref_sys')
                    """)) {
      while (tables.next()) {
        try (ResultSet count =
            statement.executeQuery("SELECT count(*) FROM " + tables.getString(1))) {
          count.next();
          rows.put(tables.getString(1), count.getLong(1));
        }
      }
    }
    return rows;
  }
}
