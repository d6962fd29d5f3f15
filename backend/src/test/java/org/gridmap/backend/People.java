package org.gridmap.backend;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridmap.backend.identity.OpaqueToken;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Accounts for tests, put straight into the database, each with a login of its own. */
public final class People {
  public static final String PASSWORD = "korrekt Pferd 7 Batterie";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Of the password, with the least memory: what is tested is not how dear a hash is. */
  private static final String HASH = new Argon2PasswordEncoder(16, 32, 1, 64, 1).encode(PASSWORD);

  private People() {}

  /**
   * Somebody with an account.
   *
   * @param id number of the account
   * @param login name at the door
   */
  public record Person(long id, String login) {}

  /** Somebody without a role, with the password {@link #PASSWORD}. */
  public static Person create(JdbcClient jdbc) {
    String login = "person-" + NUMBER.incrementAndGet();
    long id =
        jdbc.sql(
                """
                INSERT INTO account.account (login, name, state, password_hash)
                VALUES (?, ?, 'ACTIVE', ?) RETURNING id
                """)
            .params(login, "试验人员" + NUMBER, HASH)
            .query(Long.class)
            .single();
    return new Person(id, login);
  }

  /** Somebody with a role; the role of an administrator has no grid. */
  public static Person with(JdbcClient jdbc, String role, @Nullable String gridCode) {
    Person person = create(jdbc);
    grant(jdbc, person, role, gridCode);
    return person;
  }

  /** Gives a role at once. */
  public static long grant(JdbcClient jdbc, Person person, String role, @Nullable String gridCode) {
    return jdbc.sql(
            """
            INSERT INTO account.role_grant (account_id, role, grid_code, state, requested_by, decided_by, decided_at)
            SELECT ?, ?, ?, 'IN_FORCE', q.id, d.id, now() FROM account.account q, account.account d
            WHERE q.login = 'system:first-start' AND d.login = 'system:cli' RETURNING id
            """)
        .params(person.id(), role.toUpperCase(Locale.ROOT), gridCode)
        .query(Long.class)
        .single();
  }

  /** Takes every role of somebody away. */
  public static void withdraw(JdbcClient jdbc, long accountId) {
    jdbc.sql(
            """
            UPDATE account.role_grant SET state = 'WITHDRAWN', withdrawn_by = requested_by, withdrawn_at = now()
            WHERE account_id = ?
            """)
        .param(accountId)
        .update();
  }

  /** Has a second factor of which nobody knows the secret. */
  public static void enrol(JdbcClient jdbc, Person person) {
    jdbc.sql(
            """
            INSERT INTO account.second_factor (account_id, secret, confirmed_at)
            VALUES (?, '\\x00', now())
            """)
        .param(person.id())
        .update();
  }

  /** The browser of somebody who is signed in, second factor included, whatever his role needs. */
  public static Browser browser(JdbcClient jdbc, Environment environment, Person person) {
    Browser browser = Browser.of(environment);
    String secret = OpaqueToken.create();
    Integer enrolled =
        jdbc.sql("SELECT count(*) FROM account.second_factor WHERE account_id = ?")
            .param(person.id())
            .query(Integer.class)
            .single();
    if (enrolled == 0) {
      enrol(jdbc, person);
    }
    jdbc.sql(
            """
            INSERT INTO account.session (token_hash, account_id, stage, second_factor_at, csrf_token, address, agent)
            VALUES (?, ?, 'SIGNED_IN', now(), 'csrf', '127.0.0.1', 'test')
            """)
        .params(OpaqueToken.hash(secret), person.id())
        .update();
    browser.steal(secret);
    browser.get("/api/session");
    return browser;
  }
}
