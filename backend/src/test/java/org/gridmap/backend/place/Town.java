package org.gridmap.backend.place;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Credentials;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Role;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The little town with people in office: who leads it, who works in its western grid, who leads the
 * eastern one, and a planner. Asks the server over HTTP on behalf of each.
 */
public final class Town {
  public static final String VILLAGE = "999900000001";
  public static final String WEST = VILLAGE + "001";
  public static final String EAST = VILLAGE + "002";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public final TownFixture fixture;
  public final Caller lead;
  public final Caller officer;
  public final Caller eastLead;
  public final Caller planner;
  private final JdbcClient jdbc;
  private final String base;

  public Town(JdbcClient jdbc, Environment environment) {
    this.jdbc = jdbc;
    this.base = "http://127.0.0.1:" + environment.getProperty("local.server.port");
    fixture = TownFixture.in(jdbc);
    lead = caller("town-lead", Role.COMMUNITY_LEAD, VILLAGE);
    officer = caller("town-officer", Role.OFFICER, WEST);
    eastLead = caller("town-east-lead", Role.COMMUNITY_LEAD, EAST);
    planner = caller("town-planner", Role.PLANNER, VILLAGE);
  }

  /** Signs in whoever a header names: accounts as they are, without passwords and sessions. */
  @TestConfiguration
  public static class SignIn implements Credentials {
    private static final Map<String, Caller> CALLERS = new ConcurrentHashMap<>();

    @Override
    public Optional<SignedIn> find(HttpServletRequest request) {
      return Optional.ofNullable(request.getHeader("X-Signed-In"))
          .map(CALLERS::get)
          .map(caller -> new SignedIn(caller, null));
    }
  }

  /** The western grid holds the first houses, the eastern one the last. */
  public long westHouse() {
    return fixture.firstHouse();
  }

  public long eastHouse() {
    return fixture.firstHouse() + TownFixture.HOUSES - 1;
  }

  /** The same account by a token, which carries rights of the map only. */
  public Caller token(Caller owner) {
    Caller token =
        new Caller(
            owner.accountId(),
            owner.login() + "-token",
            owner.roles(),
            Set.of(Right.MAP),
            Caller.Via.TOKEN);
    SignIn.CALLERS.put(token.login(), token);
    return token;
  }

  public Answer get(Caller caller, String path, String... headers) {
    return send(caller, "GET", path, null, headers);
  }

  public Answer send(Caller caller, String method, String path, Object body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(
                method,
                switch (body) {
                  case null -> BodyPublishers.noBody();
                  case byte[] bytes -> BodyPublishers.ofByteArray(bytes);
                  default -> BodyPublishers.ofString(body.toString());
                })
            .header("X-Signed-In", caller.login());
    if (body != null) {
      request.header("Content-Type", body instanceof byte[] ? "image/jpeg" : "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Somebody with a role over a grid, made the first time he is asked for. */
  public Caller caller(String login, Role role, String gridCode) {
    long id =
        jdbc.sql("SELECT id FROM account.account WHERE login = ?")
            .param(login)
            .query(Long.class)
            .optional()
            .orElseGet(() -> grant(login, role, gridCode));
    Caller caller = new Caller(id, login, Set.of(role), role.rights(), Caller.Via.SESSION);
    SignIn.CALLERS.put(login, caller);
    return caller;
  }

  private long grant(String login, Role role, String gridCode) {
    long id = account(login);
    jdbc.sql(
            """
            INSERT INTO account.role_grant (account_id, role, grid_code, state, requested_by, decided_by, decided_at)
            VALUES (?, ?, ?, 'IN_FORCE', ?, ?, now())
            """)
        .params(id, role.name(), gridCode, account(login + "-a"), account(login + "-b"))
        .update();
    return id;
  }

  private long account(String login) {
    return jdbc.sql(
            "INSERT INTO account.account (login, name, state) VALUES (?, '试验', 'ACTIVE') RETURNING id")
        .param(login)
        .query(Long.class)
        .single();
  }
}
