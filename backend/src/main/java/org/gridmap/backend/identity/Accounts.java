package org.gridmap.backend.identity;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.backend.audit.AccountLogins;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores accounts. Who may change which is for the caller to know. */
@Component
public class Accounts implements AccountLogins {
  /** What a login may look like; the server's own accounts have a colon in theirs. */
  private static final String LOGIN = "[a-z0-9][a-z0-9._-]{1,39}";

  private static final int LONGEST_NAME = 60;
  private static final String COLUMNS =
      "SELECT id, login, name, state, demo, system, password_hash, created_at, version"
          + " FROM account.account";
  private static final RowMapper<Login> LOGIN_OF = new RecordRowMapper<>(Login.class);
  private static final RowMapper<Account> ACCOUNT = new RecordRowMapper<>(Account.class);

  private record Login(long id, String login) {}

  private final JdbcClient jdbc;
  private final AccountChanges changes;

  Accounts(JdbcClient jdbc, AccountChanges changes) {
    this.jdbc = jdbc;
    this.changes = changes;
  }

  /** A login as it is stored: people type capitals and spaces. */
  public static String normal(String login) {
    return login.strip().toLowerCase(Locale.ROOT);
  }

  /** The account with a login, however it is typed. */
  public Optional<Account> findByLogin(String login) {
    return jdbc.sql(COLUMNS + " WHERE login = ?").param(normal(login)).query(ACCOUNT).optional();
  }

  /** The account with a number. */
  public Optional<Account> find(long id) {
    return jdbc.sql(COLUMNS + " WHERE id = ?").param(id).query(ACCOUNT).optional();
  }

  /**
   * The account with a number.
   *
   * @throws ProblemException {@code not-found} if there is none
   */
  public Account get(long id) {
    return find(id)
        .orElseThrow(
            () -> new ProblemException(WebProblems.NOT_FOUND, "There is no such account."));
  }

  @Override
  public Map<Long, String> findLogins(Set<Long> accounts) {
    return jdbc
        .sql("SELECT id, login FROM account.account WHERE id = ANY (?)")
        .param(accounts.toArray(Long[]::new))
        .query(LOGIN_OF)
        .list()
        .stream()
        .collect(Collectors.toMap(Login::id, Login::login));
  }

  /** Everybody but the server's own accounts, by login. */
  public List<Account> list() {
    return jdbc.sql(COLUMNS + " WHERE NOT system ORDER BY login").query(ACCOUNT).list();
  }

  /**
   * The account that the server itself acts under.
   *
   * @param login such as {@code system:cli}
   */
  public Account system(String login) {
    return findByLogin(login)
        .filter(Account::system)
        .orElseThrow(() -> new IllegalStateException("no account " + login));
  }

  /**
   * Makes an account that waits for its owner.
   *
   * @return its number
   * @throws ProblemException {@code validation-failed} if the login or name is not one, {@code
   *     login-taken} if another account has the login
   */
  public long invite(String login, String name) {
    return create(login, name, AccountState.INVITED, false);
  }

  /** Makes an account of the demonstration, open without a password; nothing if it exists. */
  public Optional<Long> createDemo(String login, String name) {
    return findByLogin(login).isPresent()
        ? Optional.empty()
        : Optional.of(create(login, name, AccountState.ACTIVE, true));
  }

  /** Makes an account that a part of the server acts under and nobody signs in as. */
  public long createSystem(String login, String name) {
    return jdbc.sql(
            """
            INSERT INTO account.account (login, name, state, system) VALUES (?, ?, 'ACTIVE', true)
            RETURNING id
            """)
        .params(login, requireName(name))
        .query(Long.class)
        .single();
  }

  private long create(String login, String name, AccountState state, boolean demo) {
    String normal = normal(login);
    if (!normal.matches(LOGIN)) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED,
          "A login has 2 to 40 of the characters a-z, 0-9, dot, hyphen and underscore, and begins"
              + " with a letter or digit.");
    }
    long id =
        jdbc.sql(
                """
                INSERT INTO account.account (login, name, state, demo) VALUES (?, ?, ?, ?)
                ON CONFLICT (login) DO NOTHING RETURNING id
                """)
            .params(normal, requireName(name), state.name(), demo)
            .query(Long.class)
            .optional()
            .orElseThrow(
                () -> new ProblemException(AccountProblems.LOGIN_TAKEN, "Choose another login."));
    changes.changed(id);
    return id;
  }

  /** Changes name and state of an account that is still as the caller saw it. */
  public boolean change(Account seen, String name, AccountState state) {
    int rows =
        jdbc.sql(
                """
                UPDATE account.account SET name = ?, state = ?, version = version + 1
                WHERE id = ? AND version = ? AND NOT system
                """)
            .params(requireName(name), state.name(), seen.id(), seen.version())
            .update();
    changes.changed(seen.id());
    return rows == 1;
  }

  /** Lets the first password open an account that waits for its owner; false if it does not. */
  public boolean open(long id, String hash) {
    int rows =
        jdbc.sql(
                """
                UPDATE account.account SET password_hash = ?, state = 'ACTIVE', version = version + 1
                WHERE id = ? AND state = 'INVITED' AND NOT system
                """)
            .params(hash, id)
            .update();
    changes.changed(id);
    return rows == 1;
  }

  /** Lets a new password open an account in place of the old one. */
  public void setPassword(long id, String hash) {
    jdbc.sql(
            """
            UPDATE account.account SET password_hash = ?, version = version + 1
            WHERE id = ? AND NOT system AND NOT demo
            """)
        .params(hash, id)
        .update();
    changes.changed(id);
  }

  /** Ends every session of an account. */
  public void endSessions(long id) {
    jdbc.sql("DELETE FROM account.session WHERE account_id = ?").param(id).update();
    changes.changed(id);
  }

  /**
   * Takes away every way in: password, second factor, tokens and sessions. The account waits for an
   * invitation to be used.
   */
  public void reset(long id) {
    jdbc.sql(
            """
            UPDATE account.account SET password_hash = NULL, state = 'INVITED', version = version + 1
            WHERE id = ? AND NOT system
            """)
        .param(id)
        .update();
    jdbc.sql("DELETE FROM account.second_factor WHERE account_id = ?").param(id).update();
    jdbc.sql("DELETE FROM account.recovery_code WHERE account_id = ?").param(id).update();
    jdbc.sql("DELETE FROM account.access_token WHERE account_id = ?").param(id).update();
    endSessions(id);
    changes.changed(id);
  }

  private static String requireName(String name) {
    String plain = name.strip();
    if (plain.isEmpty() || plain.length() > LONGEST_NAME || plain.matches(".*\\p{Cntrl}.*")) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED, "A name has 1 to " + LONGEST_NAME + " characters.");
    }
    return plain;
  }
}
