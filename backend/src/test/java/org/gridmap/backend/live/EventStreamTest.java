package org.gridmap.backend.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.identity.AccountChanges;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Pages hear of every committed change, and no longer than they may. */
@CapabilityTest({"identity", "live"})
class EventStreamTest {
  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;
  @Autowired private MapChanges changes;
  @Autowired private AccountChanges accounts;

  private Person person;
  private Browser browser;

  @BeforeEach
  void signIn() {
    person = People.with(jdbc, "RESPONDER", "999900000001");
    browser = People.browser(jdbc, environment, person);
  }

  private EventPage listen() throws Exception {
    return new EventPage(
        Client.of(environment).base(), "Cookie", Browser.COOKIE + "=" + browser.cookie());
  }

  @Test
  void a_page_is_told_where_the_map_stands_and_then_of_each_committed_change() throws Exception {
    try (EventPage page = listen()) {
      long before = page.next();
      assertThat(before).isEqualTo(changes.latest());

      transactions.executeWithoutResult(status -> {
        changes.record("house", new Envelope(100, 100.1, 30, 30.1));
        status.setRollbackOnly();
      });
      assertThat(page.isSilentFor(Duration.ofMillis(400))).isTrue();

      transactions.executeWithoutResult(
          status -> changes.record("house", new Envelope(100, 100.1, 30, 30.1)));
      assertThat(page.next()).isEqualTo(before + 1);
    }
  }

  @Test
  void what_another_program_commits_is_heard_of_without_asking() throws Exception {
    try (EventPage page = listen()) {
      long before = page.next();
      OwnerDatabase.execute(environment, "INSERT INTO map_change (layer) VALUES ('road')");
      assertThat(page.next()).isEqualTo(before + 1);
    }
  }

  @Test
  void an_empty_area_is_no_change() {
    long before = changes.latest();
    changes.record("house", new Envelope());
    assertThat(changes.latest()).isEqualTo(before);
  }

  @Test
  void a_stream_ends_with_the_right_of_whoever_listens() throws Exception {
    try (EventPage page = listen()) {
      page.next();
      jdbc.sql("UPDATE account.account SET state = 'LOCKED' WHERE id = ?")
          .param(person.id())
          .update();
      accounts.changed(person.id());
      assertThat(page.ends()).isTrue();
    }
    assertThat(browser.get("/api/stream").status()).isEqualTo(401);
  }

  @Test
  void a_page_that_only_listens_keeps_no_session_alive() throws Exception {
    jdbc.sql(
            "UPDATE account.session SET last_seen_at = now() - interval '5 minutes' WHERE account_id = ?")
        .param(person.id())
        .update();
    accounts.changed(person.id());
    try (EventPage page = listen()) {
      page.next();
      Thread.sleep(1_500);
    }
    assertThat(
            jdbc.sql(
                    "SELECT last_seen_at < now() - interval '4 minutes' FROM account.session"
                        + " WHERE account_id = ?")
                .param(person.id())
                .query(Boolean.class)
                .single())
        .isTrue();
  }
}
