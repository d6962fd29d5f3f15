package org.gridmap.backend.register.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept about looks at people goes when its time is over, in whosever table it lies. */
@CapabilityTest({"finder", "identity"})
class RetentionTest {
  private static final String REVEAL = "'RESIDENT', 1, 'name', 'CARE'";
  private static final String LOOKUP = "'NAME', '{}', '{}'";

  @Autowired JdbcClient app;
  @Autowired TransactionTemplate transactions;
  @Autowired @JobPool JdbcClient job;
  @Autowired @JobPool TransactionTemplate jobTransactions;
  @Autowired Retention retention;

  @Test
  void reveals_look_ups_and_keys_go_when_they_are_old_and_not_before() {
    Caller officer = People.caller(app, "retention", Role.OFFICER, "999700000001");
    for (int hours : new int[] {1, 72}) {
      String key = "'key-" + hours + "', 'POST', '', '{}'";
      People.as(
          officer,
          () ->
              transactions.execute(status ->
                  insert(
                          "reveal",
                          "subject_type, subject_id, field, purpose",
                          officer,
                          hours,
                          REVEAL)
                      + insert("lookup", "kind, texts, about", officer, hours, LOOKUP)
                      + insert(
                          "idempotency_key", "key, route, digest, answer", officer, hours, key)));
    }

    jobTransactions.execute(status -> retention.destroy());

    for (String table : new String[] {"reveal", "lookup", "idempotency_key"}) {
      assertThat(
              job.sql(
                      "SELECT at > now() - interval '1 day' FROM person."
                          + table
                          + " WHERE account_id = ?")
                  .param(officer.accountId())
                  .query(Boolean.class)
                  .list())
          .as(table)
          .containsExactly(true);
    }
  }

  private int insert(String table, String columns, Caller caller, int hours, String values) {
    return app.sql(
            "INSERT INTO person.%s (account_id, at, %s) VALUES (?, now() - make_interval(hours => ?), %s)"
                .formatted(table, columns, values))
        .params(caller.accountId(), hours)
        .update();
  }
}
