package org.gridmap.backend.publication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.GridMapApplication;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Credentials;
import org.gridmap.backend.access.Role;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A server in a process of its own, to be killed: the whole backend, with two hamlets made at its
 * first start, and callers named by a header instead of sessions.
 */
public final class PublishingServer {
  static final String PUBLISHED = "999300000001";
  static final String EDITED = "999300000002";

  /** What the login of whoever reports events begins with, before the code of the village. */
  static final String REPORTER = "reporter-";

  private PublishingServer() {}

  @Configuration(proxyBeanMethods = false)
  static class SignIn {
    @Bean
    Credentials signInByHeader(JdbcClient jdbc) {
      return request -> find(request, jdbc);
    }

    private static Optional<Credentials.SignedIn> find(
        HttpServletRequest request, JdbcClient jdbc) {
      return Optional.ofNullable(request.getHeader("X-Signed-In"))
          .flatMap(login ->
              jdbc.sql("SELECT id FROM account.account WHERE login = ?")
                  .param(login)
                  .query(Long.class)
                  .optional()
                  .map(id -> new Credentials.SignedIn(caller(id, login), null)));
    }

    private static Caller caller(long id, String login) {
      Role role = login.startsWith(REPORTER) ? Role.COMMUNITY_LEAD : Role.PLANNER;
      return new Caller(id, login, Set.of(role), role.rights(), Caller.Via.SESSION);
    }
  }

  public static void main(String[] arguments) {
    ApplicationContext context =
        SpringApplication.run(new Class<?>[] {GridMapApplication.class, SignIn.class}, arguments);
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    for (String village : new String[] {PUBLISHED, EDITED}) {
      if (jdbc.sql("SELECT count(*) FROM division WHERE root_code = ?")
              .param(village)
              .query(Integer.class)
              .single()
          == 0) {
        new Hamlet(context, village, village.equals(PUBLISHED) ? 70 : 71)
            .caller("reporter", Role.COMMUNITY_LEAD, village);
      }
    }
  }
}
