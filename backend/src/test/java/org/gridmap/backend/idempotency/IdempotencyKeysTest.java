package org.gridmap.backend.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridmap.backend.People;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.sql.FoundationTest;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@FoundationTest
class IdempotencyKeysTest {
  private static final String ROUTE = "POST /api/things";

  @Autowired private IdempotencyKeys keys;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;

  private final AtomicInteger created = new AtomicInteger();
  private Caller caller;

  @BeforeEach
  void come() {
    caller = someone();
  }

  private Caller someone() {
    People.Person person = People.create(jdbc);
    return new Caller(person.id(), person.login(), Set.of(), Set.of(), Caller.Via.SESSION);
  }

  private Integer create(Caller who, @Nullable String key, String name) {
    try {
      return CurrentUser.callAs(
          who,
          () ->
              transactions.execute(status ->
                  keys.once(
                      key, ROUTE, Map.of("name", name), Integer.class, created::incrementAndGet)));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_request_that_comes_twice_creates_once_and_hears_the_same() {
    assertThat(create(caller, "first-key", "甲")).isEqualTo(1);
    assertThat(create(caller, "first-key", "甲")).isEqualTo(1);
    assertThat(create(caller, "second-key", "甲")).isEqualTo(2);
  }

  @Test
  void without_a_key_every_request_creates() {
    assertThat(create(caller, null, "甲")).isEqualTo(1);
    assertThat(create(caller, null, "甲")).isEqualTo(2);
  }

  @Test
  void a_key_is_the_accounts_own() {
    create(caller, "shared-key", "甲");

    assertThat(create(someone(), "shared-key", "乙")).isEqualTo(2);
  }

  @Test
  void another_request_with_the_same_key_is_refused_and_creates_nothing() {
    create(caller, "first-key", "甲");

    assertThatThrownBy(() -> create(caller, "first-key", "乙"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("another key");
    assertThat(created).hasValue(1);
  }

  @Test
  void a_text_that_is_no_key_is_refused_before_anything_is_created() {
    for (String wrong : new String[] {"short", "with space", "键键键键键键键键", "x".repeat(101)}) {
      assertThatThrownBy(() -> create(caller, wrong, "甲"))
          .as(wrong)
          .isInstanceOf(ProblemException.class);
    }
    assertThat(created).hasValue(0);
  }

  @Test
  void of_the_request_no_word_is_kept() throws Exception {
    create(caller, "first-key", "单丹桂");

    String kept =
        CurrentUser.callAs(
            caller,
            () ->
                transactions.execute(status ->
                    jdbc.sql("SELECT k::text FROM person.idempotency_key k WHERE account_id = ?")
                        .param(caller.accountId())
                        .query(String.class)
                        .single()));
    assertThat(kept).contains(ROUTE).doesNotContain("丹桂");
  }
}
