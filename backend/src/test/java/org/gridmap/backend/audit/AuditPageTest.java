package org.gridmap.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Credentials;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"finder", "identity"})
@Import(AuditPageTest.AtTheDoor.class)
class AuditPageTest {
  /**
   * Whoever says the word comes in with the role of that name; accounts have tests of their own.
   */
  static final class AtTheDoor implements Credentials {
    @Override
    public Optional<SignedIn> find(HttpServletRequest request) {
      return Optional.ofNullable(request.getHeader("X-Role"))
          .map(Role::valueOf)
          .map(role ->
              new SignedIn(
                  new Caller(
                      1000 + role.ordinal(),
                      "page-" + role.ordinal(),
                      Set.of(role),
                      role.rights(),
                      Caller.Via.TOKEN),
                  null));
    }
  }

  @Autowired Environment environment;
  @Autowired AuditLog log;
  @Autowired AuditTrail trail;
  @Autowired JdbcClient app;
  private Client client;

  @BeforeEach
  void open() {
    client = Client.of(environment);
  }

  @Test
  void an_auditor_pages_through_all_entries_of_one_thing_newest_first() {
    for (int i = 0; i < 7; i++) {
      log.record(AuditEvent.done(AuditAction.VIEW, SubjectType.HOUSE, 801), null);
    }
    JsonNode page = audit("?action=VIEW&subjectType=house&subjectId=801&limit=5").json();
    List<Long> first = ids(page);
    assertThat(first).hasSize(5).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(page.get("next").asLong()).isEqualTo(first.getLast());
    JsonNode rest =
        audit("?action=VIEW&subjectType=house&subjectId=801&limit=5&before=" + first.getLast())
            .json();
    assertThat(ids(rest)).hasSize(2).allMatch(id -> id < first.getLast());
    assertThat(rest.get("next").isNull()).isTrue();
  }

  @Test
  void entries_are_found_by_action_account_and_moment() {
    log.record(
        AuditEvent.done(AuditAction.EXPORT, SubjectType.HOUSE, 802),
        new Caller(8020, "exporter", Set.of(), Set.of(), Caller.Via.SYSTEM));
    assertThat(ids(audit("?action=EXPORT&account=8020").json())).hasSize(1);
    assertThat(ids(audit("?account=8020&to=2026-01-01T00:00:00Z").json())).isEmpty();
    assertThat(ids(audit("?account=8020&from=2026-01-01T00:00:00%2B08:00").json())).hasSize(1);
    assertThat(ids(audit("?account=8020&from=9000-01-01T00:00:00Z").json())).isEmpty();
    JsonNode entry = audit("?account=8020").json().get("items").get(0);
    assertThat(entry.get("login").asString()).isEqualTo("exporter");
    assertThat(entry.get("via").asString()).isEqualTo("SYSTEM");
    assertThat(entry.get("at").asString()).endsWith("Z");
  }

  @Test
  void accounts_have_their_logins_also_those_that_never_signed_in() {
    Person invited = People.create(app);
    log.record(
        AuditEvent.done(AuditAction.ACCOUNT_INVITED, SubjectType.ACCOUNT, invited.id()), null);
    log.record(
        AuditEvent.done(AuditAction.ACCESS_REFUSED)
            .with(Map.of("account", Long.toString(invited.id()))),
        null);
    for (String action : List.of("ACCOUNT_INVITED", "ACCESS_REFUSED")) {
      JsonNode page = audit("?limit=1&action=" + action).json();
      assertThat(page.at("/logins/" + invited.id()).asString()).isEqualTo(invited.login());
    }
  }

  @Test
  void a_misspelt_filter_is_refused() {
    for (String query :
        List.of(
            "?acton=VIEW",
            "?action=NOTHING",
            "?from=yesterday",
            "?account=x",
            "?limit=501",
            "?subjectType=%00",
            "?before=0")) {
      assertThat(audit(query).status()).as(query).isEqualTo(400);
    }
  }

  @Test
  void nobody_but_an_auditor_reads_the_log_and_whoever_tries_is_in_it() {
    for (Role role : Role.values()) {
      if (role != Role.AUDITOR) {
        long account = 1000 + role.ordinal();
        for (String path : List.of("/api/audit", "/api/audit/actions")) {
          assertThat(client.get(path, "X-Role", role.name()).status()).isEqualTo(403);
        }
        assertThat(client.send("POST", "/api/audit/verification", "X-Role", role.name()).status())
            .isEqualTo(403);
        assertThat(count("ACCESS_REFUSED", account)).as(role.name()).isEqualTo(3);
      }
    }
    assertThat(client.get("/api/audit").status()).isEqualTo(401);
  }

  @Test
  void reading_the_log_leaves_an_entry_but_turning_its_pages_does_not_fill_it() {
    long auditor = 1000 + Role.AUDITOR.ordinal();
    audit("?action=LOGIN");
    long before = count("AUDIT_READ", auditor);
    audit("?action=LOGIN&before=1000000");
    audit("?action=LOGIN&before=999999");
    assertThat(count("AUDIT_READ", auditor)).isEqualTo(before);
    audit("?action=LOGOUT");
    assertThat(count("AUDIT_READ", auditor)).isEqualTo(before + 1);
  }

  @Test
  void without_its_entry_nothing_is_answered() {
    OwnerDatabase.execute(
        environment,
        "REVOKE INSERT (account_id, login, via, action, outcome, subject_type, subject_id, purpose,"
            + " detail, request, address) ON audit.entry FROM gridmap_audit");
    try {
      Answer read = audit("?action=VIEW");
      assertThat(read.status()).isEqualTo(503);
      assertThat(read.json().get("type").asString()).isEqualTo("/problems/dependency-unavailable");
      assertThat(read.text()).doesNotContain("items");
      Answer refused = client.get("/api/audit", "X-Role", Role.LEADER.name());
      assertThat(refused.status()).isEqualTo(503);
    } finally {
      OwnerDatabase.execute(
          environment,
          "GRANT INSERT (account_id, login, via, action, outcome, subject_type, subject_id, purpose,"
              + " detail, request, address) ON audit.entry TO gridmap_audit");
    }
    assertThat(audit("?action=VIEW").status()).isEqualTo(200);
  }

  @Test
  void an_auditor_has_the_log_verified() {
    Answer answer = client.send("POST", "/api/audit/verification", "X-Role", Role.AUDITOR.name());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.json().get("sound").asBoolean()).isTrue();
    assertThat(answer.json().get("firstFault").isNull()).isTrue();
    assertThat(count("AUDIT_VERIFIED", 1000 + Role.AUDITOR.ordinal())).isPositive();
  }

  @Test
  void answers_are_kept_nowhere_and_actions_are_listed() {
    assertThat(audit("").header("Cache-Control")).isEqualTo("no-store");
    JsonNode actions = client.get("/api/audit/actions", "X-Role", Role.AUDITOR.name()).json();
    assertThat(actions.get("items").size()).isEqualTo(AuditAction.values().length);
  }

  @Test
  void a_page_of_a_long_log_is_found_by_an_index() {
    for (String filter :
        List.of(
            "account_id = 5",
            "action = 'EXPORT'",
            "subject_type = 'x' AND subject_id = 5",
            "true")) {
      String plan =
          String.join(
              "\n",
              app.sql(
                      "EXPLAIN SELECT * FROM audit.entry WHERE id < 9000000 AND "
                          + filter
                          + " ORDER BY id DESC LIMIT 50")
                  .query(String.class)
                  .list());
      assertThat(plan).as(filter).contains("Index");
    }
  }

  private Answer audit(String query) {
    return client.get("/api/audit" + query, "X-Role", Role.AUDITOR.name());
  }

  private long count(String action, long account) {
    return app.sql("SELECT count(*) FROM audit.entry WHERE action = ? AND account_id = ?")
        .params(action, account)
        .query(Long.class)
        .single();
  }

  private static List<Long> ids(JsonNode page) {
    return StreamSupport.stream(page.get("items").spliterator(), false)
        .map(item -> item.get("id").asLong())
        .toList();
  }
}
