package org.gridmap.backend.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.Browser;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.backend.access.RouteRule.Reach;
import org.gridmap.backend.access.RouteTable;
import org.gridmap.backend.gates.MatrixTown.Place;
import org.gridmap.backend.sql.JobPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every route × role × place of the thing behind it, over HTTP, against the table of routes: what
 * it allows is answered, what it does not is refused, and what lies outside of the scope is byte
 * for byte as if it had never existed.
 */
@GridMapTest
class AccessMatrixTest {
  /** Routes whose very use ends or changes the session that asks. */
  private static final Set<String> ENDING =
      Set.of("DELETE /api/session", "POST /api/session", "POST /api/session/second-factor");

  /** What differs from answer to answer by its nature. */
  private static final Set<String> OF_THE_MOMENT = Set.of("date");

  @Autowired JdbcClient jdbc;
  @Autowired @JobPool JdbcClient job;
  @Autowired Environment environment;

  private MatrixTown town;
  private final List<String> differences = new ArrayList<>();
  private int requests;
  private int refusals;

  /**
   * Who asks.
   *
   * @param name for the list of differences
   * @param rights what the roles allow
   * @param scope the places in the scope of a role that answers for residents
   * @param planScope the places in the scope of a role that draws plans or decides about them
   * @param person whose account it is; null for nobody
   * @param browser where he is signed in
   */
  private record Actor(
      String name,
      Set<Right> rights,
      Set<Place> scope,
      Set<Place> planScope,
      Set<Place> eventScope,
      @Nullable Person person,
      Browser browser) {}

  @Test
  void the_server_answers_as_the_table_says_whoever_asks_for_whatever() {
    town = new MatrixTown(jdbc, job);
    List<Actor> actors = actors();
    long before = refusalsInTheLog(actors);
    for (RouteRule rule : RouteTable.list()) {
      for (Actor actor : actors) {
        if (rule.pattern().contains("{id}") && rule.reach() != Reach.NONE) {
          for (Place place : Place.values()) {
            town.find(rule, place).ifPresent(thing -> ask(rule, actor, place, thing));
          }
        } else {
          ask(rule, actor, null, 1L << 60);
        }
      }
    }

    assertThat(differences).isEmpty();
    // An exception for a route that is gone would be one that nobody needs.
    assertThat(RouteTable.list().stream().map(rule -> rule.method() + " " + rule.pattern()))
        .containsAll(ENDING);
    assertThat(requests).isGreaterThanOrEqualTo(5_000);
    // Of people, also what never existed is noted, so that the log tells nothing apart either.
    assertThat(refusalsInTheLog(actors) - before).isGreaterThanOrEqualTo(refusals);
  }

  private List<Actor> actors() {
    List<Actor> actors = new ArrayList<>();
    actors.add(
        new Actor("nobody", Set.of(), Set.of(), Set.of(), Set.of(), null, Browser.of(environment)));
    for (Role role : Role.values()) {
      if (role.scoped()) {
        actors.add(actor(role, MatrixTown.WEST_CODE, Set.of(Place.OWN)));
        actors.add(
            actor(role, MatrixTown.VILLAGE_CODE, Set.of(Place.OWN, Place.SIBLING, Place.PARENT)));
      } else {
        actors.add(actor(role, null, Set.of()));
      }
    }
    return actors;
  }

  private Actor actor(Role role, @Nullable String gridCode, Set<Place> scope) {
    Person person = People.with(jdbc, role.name(), gridCode);
    return new Actor(
        role + (gridCode == null ? "" : " of " + gridCode),
        role.rights(),
        role.readsResidents() ? scope : Set.of(),
        role.rights().contains(Right.PLANS_DECIDE) ? scope : Set.of(),
        role.rights().contains(Right.EVENTS) ? scope : Set.of(),
        person,
        People.browser(jdbc, environment, person));
  }

  private void ask(RouteRule rule, Actor actor, @Nullable Place place, long thing) {
    Browser browser = actor.browser();
    if (ENDING.contains(rule.method() + " " + rule.pattern()) && actor.person() != null) {
      browser = People.browser(jdbc, environment, actor.person());
    }
    Answer answer = send(rule, browser, thing);
    requests++;
    if (rule.pattern().startsWith("/ogc")) {
      // The address with a slash is another way to the same route, and never a way around its rule.
      Answer slash =
          browser.get(rule.pattern().replace("{collection}", "grids").replace("{item}", "1") + "/");
      requests++;
      expect(rule.pattern() + "/ by " + actor.name(), slash, slash.status() == answer.status());
    }
    String what = rule.method() + " " + rule.pattern() + " by " + actor.name() + " on " + place;
    if (rule.open()) {
      expect(what, answer, answer.status() != 403 && answer.status() < 500);
    } else if (actor.person() == null) {
      expect(what + " (401)", answer, answer.status() == 401);
    } else if (rule.anyOf().stream().noneMatch(actor.rights()::contains)) {
      refusals++;
      expect(what + " (403)", answer, answer.status() == 403);
    } else if (rule.reach() == Reach.NONE) {
      expect(what + " (allowed)", answer, isAllowed(answer));
    } else if (isThere(rule, actor, place)) {
      expect(what + " (there)", answer, isAllowed(answer) && answer.status() != 404);
    } else {
      if (place != Place.DELETED && rule.reach() == Reach.SCOPE) {
        refusals++;
      }
      Answer never = send(rule, browser, 1L << 60);
      requests++;
      expect(
          what + " (as never existed, which is " + never.status() + ")",
          answer,
          answer.status() >= 400
              && (answer.status() == 404 || !rule.method().equals("GET"))
              && fingerprint(answer).equals(fingerprint(never)));
    }
  }

  private static boolean isThere(RouteRule rule, Actor actor, @Nullable Place place) {
    return place != Place.DELETED
        && (rule.reach() == Reach.ANYTHING || scope(rule, actor).contains(place));
  }

  private static Set<Place> scope(RouteRule rule, Actor actor) {
    if (rule.pattern().startsWith("/api/plans/")) {
      return actor.planScope();
    }
    return rule.pattern().startsWith("/api/events/") ? actor.eventScope() : actor.scope();
  }

  private static boolean isAllowed(Answer answer) {
    return answer.status() < 500 && !Set.of(401, 403, 405).contains(answer.status());
  }

  private Answer send(RouteRule rule, Browser browser, long thing) {
    String path =
        rule.pattern()
            .replace("{id}", Long.toString(thing))
            .replace("{comment}", Long.toString(thing + MatrixTown.COMMENT_OF_PLAN))
            .replace("{seq}", "0")
            .replace("{zoom}/{x}/{y}", "14/12743/6820")
            .replace("{root}/{column}/{row}/{level}/{x}/{y}", "12/3185/2730/0/0/0")
            .replace("{collection}", "grids")
            .replace("{item}", "1")
            .replace("{code}", MatrixTown.VILLAGE_CODE)
            .replace("{slug}", "not-found")
            .replace("/**", "/nothing.js");
    return switch (rule.method()) {
      case "GET" -> browser.get(path);
      case "DELETE" -> browser.send("DELETE", path, null, "If-Match", "\"0\"");
      case "POST" ->
          browser.send(
              "POST",
              path,
              MatrixTown.body(rule),
              "Idempotency-Key",
              "matrix-" + System.nanoTime());
      default -> browser.send(rule.method(), path, MatrixTown.body(rule), "If-Match", "\"0\"");
    };
  }

  private static String fingerprint(Answer answer) {
    StringBuilder text = new StringBuilder().append(answer.status()).append('\n');
    answer
        .response()
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OF_THE_MOMENT.contains(name)) {
            text.append(name).append(values).append('\n');
          }
        });
    return text.append(answer.text()).toString();
  }

  private void expect(String what, Answer answer, boolean fine) {
    if (!fine) {
      differences.add(what + " was answered " + answer.status() + " " + head(answer));
    }
  }

  private static String head(Answer answer) {
    String text = answer.text();
    return text.substring(0, Math.min(160, text.length()));
  }

  private long refusalsInTheLog(List<Actor> actors) {
    List<Long> accounts =
        actors.stream()
            .map(Actor::person)
            .filter(person -> person != null)
            .map(Person::id)
            .toList();
    return jdbc.sql(
            "SELECT count(*) FROM audit.entry WHERE action = 'ACCESS_REFUSED' AND account_id IN (:accounts)")
        .param("accounts", accounts)
        .query(Long.class)
        .single();
  }
}
