package org.gridmap.backend.identity.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.identity.DemoMode;
import org.gridmap.backend.identity.EffectiveRights;
import org.gridmap.backend.identity.EffectiveRightsCache;
import org.gridmap.backend.identity.session.SessionAnswer.DemoAccount;
import org.gridmap.backend.identity.session.SessionAnswer.Owner;
import org.gridmap.backend.identity.session.SessionAnswer.RoleScope;
import org.gridmap.backend.identity.session.SessionAnswer.SecondFactor;
import org.gridmap.backend.sql.RecordRowMapper;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the {@link SessionAnswer} of a session: account, roles, rights and their scopes. */
@Component
class SessionAnswers {
  private static final String SCOPES =
      """
      SELECT DISTINCT r.role, coalesce(g.code, r.grid_code) AS grid_code,
        coalesce(g.name, (SELECT v.name FROM division v WHERE v.root_code = r.grid_code ORDER BY v.id DESC LIMIT 1))
          AS grid_name
      FROM account.role_grant r
      LEFT JOIN LATERAL (
        SELECT one.code, one.name FROM grids_of_code(r.grid_code) AS today (id) JOIN grid one ON one.id = today.id
      ) g ON true
      WHERE r.account_id = ? AND r.state = 'IN_FORCE' AND (r.valid_until IS NULL OR r.valid_until > now())
      ORDER BY r.role, grid_code
      """;
  private static final String DEMO =
      """
      SELECT a.login, a.name, min(r.role) AS role
      FROM account.account a JOIN account.role_grant r ON r.account_id = a.id AND r.state = 'IN_FORCE'
      WHERE a.demo AND a.state = 'ACTIVE' GROUP BY a.id, a.login, a.name ORDER BY a.id
      """;

  private static final RowMapper<RoleScope> SCOPE = new RecordRowMapper<>(RoleScope.class);
  private static final RowMapper<DemoAccount> DEMO_ACCOUNT =
      new RecordRowMapper<>(DemoAccount.class);

  private final JdbcClient jdbc;
  private final Sessions sessions;
  private final EffectiveRightsCache standings;
  private final DemoMode demo;

  SessionAnswers(
      JdbcClient jdbc, Sessions sessions, EffectiveRightsCache standings, DemoMode demo) {
    this.jdbc = jdbc;
    this.sessions = sessions;
    this.standings = standings;
    this.demo = demo;
  }

  /** The answer for the session of a secret. */
  SessionAnswer describe(Optional<String> secret) {
    Optional<CachedSession> session = secret.flatMap(sessions::find);
    Optional<EffectiveRights> standing =
        session.flatMap(one -> standings.find(one.accountId())).filter(EffectiveRights::open);
    return standing.isPresent()
        ? describe(session.orElseThrow(), standing.get())
        : new SessionAnswer(
            false,
            demo.on(),
            demoAccounts(),
            null,
            List.of(),
            List.of(),
            List.of(),
            null,
            SecondFactor.NONE,
            sessions.idle().toSeconds());
  }

  private SessionAnswer describe(CachedSession session, EffectiveRights standing) {
    boolean whole = session.signedIn();
    Set<Right> rights = whole ? standing.rights(session.factorShown()) : Set.of();
    return new SessionAnswer(
        whole,
        demo.on(),
        demoAccounts(),
        // A session that waits for its second factor shows no account, roles or scopes yet.
        whole ? new Owner(standing.accountId(), standing.login(), standing.name()) : null,
        whole ? standing.roles().stream().sorted().toList() : List.of(),
        rights.stream().sorted().toList(),
        whole ? scopes(standing.accountId()) : List.of(),
        session.csrfToken(),
        secondFactor(session, standing),
        sessions.left(session).toSeconds());
  }

  private static SecondFactor secondFactor(CachedSession session, EffectiveRights standing) {
    if (!session.signedIn()) {
      return SecondFactor.NEEDED;
    }
    if (session.factorShown()) {
      return SecondFactor.DONE;
    }
    return standing.factorNeeded() ? SecondFactor.ENROLMENT_NEEDED : SecondFactor.NONE;
  }

  /** Where the roles of an account apply. */
  List<RoleScope> scopes(long accountId) {
    return jdbc.sql(SCOPES).param(accountId).query(SCOPE).list();
  }

  private List<DemoAccount> demoAccounts() {
    return demo.on() ? jdbc.sql(DEMO).query(DEMO_ACCOUNT).list() : List.of();
  }
}
