package org.gridmap.backend.register.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Caller.Via;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Role;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The people of the fixture town: in each house a couple with a child, phones, a note and somebody
 * to call; two of them registered twice, and a household that lost its house. Every value that may
 * not leave the server by itself is in {@link #SECRETS}.
 */
public final class People {
  public static final String WEST = "999900000001001";
  public static final String EAST = "999900000001002";
  public static final String VILLAGE = "999900000001";

  /** Values that only a reveal may show. */
  public static final Set<String> SECRETS =
      Set.of("单丹桂", "尉迟瑶光", "晋江市恒远鞋厂", "上门请先敲窗", "13905958", "58012233", "施琅琅");

  private People() {}

  /** Loads the people of the town, anew each time. */
  public static Register.Loaded load(Register register) {
    return register.load("fixture-people", "", households());
  }

  static Stream<NewHousehold> households() {
    List<NewHousehold> households = new ArrayList<>();
    for (int house = 1; house <= TownFixture.HOUSES; house++) {
      households.add(
          new NewHousehold(
              "H" + house,
              "fixture" + house,
              VILLAGE,
              "户" + house,
              "10" + house % 10,
              "FAMILY",
              "OWNED",
              family(house)));
    }
    households.add(
        new NewHousehold(
            "H99",
            null,
            VILLAGE,
            "户99",
            "",
            "FAMILY",
            "UNKNOWN",
            List.of(person("单丹桂", "FEMALE", 1950, "HEAD", 99, List.of()))));
    return households.stream();
  }

  private static List<NewResident> family(int house) {
    return List.of(
        // one person in house 1, in house 2 and, in the other grid, in house 25
        person(
            "单丹桂",
            "FEMALE",
            1950,
            "HEAD",
            house == 25 || house == 2 ? 1 : house,
            List.of("OXYGEN")),
        person("尉迟瑶光", "MALE", 1948, "SPOUSE", 100 + house, List.of()),
        person("单小满", "MALE", 2020, "GRANDCHILD", 200 + house, List.of()));
  }

  private static NewResident person(
      String name, String sex, int year, String relation, int number, List<String> needs) {
    String phone = "13905958%03d".formatted(number);
    List<NewPhone> phones =
        year > 2012
            ? List.of()
            : List.of(
                new NewPhone("OWN", phone, "", ""),
                new NewPhone("EMERGENCY", "0595-58012233", "施琅琅", "女儿"));
    return new NewResident(
        name,
        sex,
        year,
        relation,
        "REGISTERED",
        relation.equals("SPOUSE") && number % 2 == 0 ? "AWAY" : "AT_HOME",
        "福建晋江",
        relation.equals("SPOUSE") ? "晋江市恒远鞋厂" : "",
        needs,
        List.of(),
        relation.equals("HEAD") ? "上门请先敲窗" : "",
        phones);
  }

  /** An account with a role over a grid, as it comes in through a session. */
  public static Caller caller(JdbcClient jdbc, String login, Role role, String gridCode) {
    String name = login + "-" + System.nanoTime();
    long id = account(jdbc, name);
    jdbc.sql(
            """
            INSERT INTO account.role_grant (account_id, role, grid_code, state, requested_by, decided_by, decided_at)
            VALUES (?, ?, ?, 'IN_FORCE', ?, ?, now())
            """)
        .params(id, role.name(), gridCode, account(jdbc, name + "-a"), account(jdbc, name + "-b"))
        .update();
    return new Caller(id, name, Set.of(role), role.rights(), Via.SESSION);
  }

  /** The server itself, which answers for nobody's residents. */
  public static Caller system(JdbcClient jdbc) {
    String name = "system-" + System.nanoTime();
    return new Caller(account(jdbc, name), name, Set.of(), Set.of(Right.SYSTEM), Via.SYSTEM);
  }

  private static long account(JdbcClient jdbc, String login) {
    return jdbc.sql(
            "INSERT INTO account.account (login, name, state) VALUES (?, '试验', 'ACTIVE') RETURNING id")
        .param(login)
        .query(Long.class)
        .single();
  }

  /** Works as a caller; every exception is one of the test. */
  public static <T> T as(Caller caller, Callable<T> work) {
    try {
      return CurrentUser.callAs(caller, work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
