package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.event.EventReports.NewReport;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class EventNumbersTest {
  private static final int REPORTERS = 8;
  private static final int OF_EACH = 12;

  @Autowired private JdbcClient jdbc;
  @Autowired private Environment environment;
  @Autowired private EventReports reports;
  @Autowired private TransactionTemplate transactions;

  @Test
  void numbers_have_no_gap_with_eight_reporters_some_of_whom_fail_at_the_end() throws Exception {
    EventTown town = new EventTown(jdbc, environment);
    long before = count();
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < REPORTERS; i++) {
      Caller caller = i % 2 == 0 ? town.officer : town.lead;
      work.add(() -> report(caller));
    }
    int stored = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(REPORTERS)) {
      for (Future<Integer> one : threads.invokeAll(work)) {
        stored += one.get();
      }
    }
    assertThat(stored).isEqualTo(REPORTERS * OF_EACH * 2 / 3);
    assertThat(count()).isEqualTo(before + stored);
    List<Integer> sequences =
        jdbc.sql("SELECT sequence FROM event WHERE village_code = ? ORDER BY sequence")
            .param(Town.VILLAGE)
            .query(Integer.class)
            .list();
    assertThat(sequences)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, sequences.size()).boxed().toList());
    assertThat(
            jdbc.sql("SELECT last FROM event_number WHERE village_code = ?")
                .param(Town.VILLAGE)
                .query(Integer.class)
                .single())
        .isEqualTo(sequences.size());
  }

  @Test
  void numbers_that_are_taken_along_are_noted_in_the_audit_log() {
    EventTown town = new EventTown(jdbc, environment);
    String path = "/api/event-exports";
    String body = "{\"format\":\"XLSX\",\"rows\":41}";
    assertThat(town.town.send(town.leader, "POST", path, body).status()).isEqualTo(204);
    assertThat(town.town.send(town.leader, "POST", path, "{\"rows\":100001}").text())
        .contains("format", "rows", "validation-failed");
    assertThat(town.town.send(town.town.planner, "POST", path, body).status()).isEqualTo(403);
    assertThat(
            jdbc.sql(
                    """
                    SELECT account_id || ' ' || (detail ->> 'rows') FROM audit.entry
                    WHERE action = 'EXPORT' AND detail ->> 'content' = 'events' AND detail ->> 'format' = 'xlsx'
                    """)
                .query(String.class)
                .list())
        .containsExactly(town.leader.accountId() + " 41");
  }

  /** Every third report is taken back when everything of it is stored. */
  private int report(Caller caller) throws Exception {
    int stored = 0;
    for (int i = 0; i < OF_EACH; i++) {
      boolean fails = i % 3 == 2;
      CurrentUser.callAs(
          caller,
          () ->
              transactions.execute(status -> {
                long id =
                    reports.create(
                        new NewReport(
                            "LITTER",
                            100.004,
                            30.004,
                            null,
                            null,
                            Importance.LOW,
                            Pressing.LOW,
                            "垃圾"));
                if (fails) {
                  status.setRollbackOnly();
                }
                return id;
              }));
      stored += fails ? 0 : 1;
    }
    return stored;
  }

  private long count() {
    return jdbc.sql("SELECT count(*) FROM event WHERE village_code = ?")
        .param(Town.VILLAGE)
        .query(Long.class)
        .single();
  }
}
