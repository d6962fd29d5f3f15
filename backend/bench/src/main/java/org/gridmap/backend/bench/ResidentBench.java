package org.gridmap.backend.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.register.load.NewHousehold;
import org.gridmap.backend.register.load.NewPhone;
import org.gridmap.backend.register.load.NewResident;
import org.gridmap.backend.register.load.Register;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What it costs to see only what one may: the list of 1,000 residents of one house, as plain SQL of
 * a role that sees everything, as the same SQL under row level security, and as the masked answer
 * over HTTP.
 */
final class ResidentBench {
  private static final int RESIDENTS = 1_000;
  private static final int HOUSEHOLDS = 250;

  /**
   * Until then the compiler still makes both sides faster: writing the same list as JSON alone
   * takes 3.4 ms at first, 1.4 after a thousand and 0.9 after three thousand times.
   */
  private static final int WARM = 3_000;

  private static final int ROUNDS = 60;
  private static final String PEOPLE = "SELECT * FROM person.resident WHERE house_id = ?";
  private static final String PHONES = "SELECT * FROM person.phone WHERE house_id = ?";

  private final JdbcTemplate owner;
  private final JdbcClient app;
  private final JdbcClient job;
  private final TransactionTemplate transactions;
  private final Register register;

  ResidentBench(
      JdbcTemplate owner,
      JdbcClient app,
      JdbcClient job,
      TransactionTemplate transactions,
      Register register) {
    this.owner = owner;
    this.app = app;
    this.job = job;
    this.transactions = transactions;
    this.register = register;
  }

  /** One row for the database alone and one for the answer over HTTP. */
  List<BenchRow> run(int port) throws IOException {
    long house = fill();
    BenchDoor door = BenchDoor.open(owner, Role.COMMUNITY_LEAD, communityOf(house));
    URL address =
        URI.create("http://127.0.0.1:" + port + "/api/houses/" + house + "/households").toURL();
    List<Double> plain = new ArrayList<>();
    List<Double> secured = new ArrayList<>();
    List<Double> answered = new ArrayList<>();
    for (int round = -WARM; round < ROUNDS; round++) {
      double bare = milliseconds(() -> read(job, house));
      double scoped =
          milliseconds(() ->
              CurrentUser.callAs(
                  door.caller(), () -> transactions.execute(status -> read(app, house))));
      double masked = milliseconds(() -> ask(address, door.cookie()));
      if (round >= 0) {
        plain.add(bare);
        secured.add(scoped);
        answered.add(masked);
      }
    }
    return List.of(
        row("1,000 residents under row level security", secured, plain, ""),
        row("1,000 residents, masked, over HTTP", answered, plain, "≤ 2.5"));
  }

  /** Reads an answer on one thread, as the driver of the database reads its rows. */
  private static int ask(URL address, String cookie) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.openConnection();
    connection.setRequestProperty("Cookie", cookie);
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes().length;
    }
  }

  /** The grid of level 2 around a house: about as large as what one person answers for. */
  private String communityOf(long house) {
    return Objects.requireNonNull(
        owner.queryForObject(
            """
            SELECT g.code FROM house_grid h
            JOIN grid_closure c ON c.descendant_id = h.grid_id
            JOIN grid g ON g.id = c.ancestor_id AND g.level = 2
            WHERE h.house_id = ?
            """,
            String.class,
            house));
  }

  private long fill() {
    Long house = owner.queryForObject("SELECT id FROM house ORDER BY id LIMIT 1", Long.class);
    String source =
        owner.queryForObject("SELECT source FROM house WHERE id = ?", String.class, house);
    String sourceId =
        owner.queryForObject("SELECT source_id FROM house WHERE id = ?", String.class, house);
    if (house == null || source == null || sourceId == null) {
      throw new IllegalStateException("The town has no house");
    }
    register.load(
        "bench",
        source,
        IntStream.range(0, HOUSEHOLDS)
            .mapToObj(i ->
                new NewHousehold(
                    "B" + i,
                    sourceId,
                    BenchTown.ROOT_CODE,
                    Integer.toString(i),
                    "",
                    "FAMILY",
                    "OWNED",
                    IntStream.range(0, RESIDENTS / HOUSEHOLDS)
                        .mapToObj(j -> resident(i, j))
                        .toList())));
    owner.execute("ANALYZE");
    return house;
  }

  private static NewResident resident(int household, int number) {
    return new NewResident(
        "试验" + (char) ('一' + household),
        number % 2 == 0 ? "FEMALE" : "MALE",
        1950 + number * 10,
        number == 0 ? "HEAD" : "OTHER",
        "REGISTERED",
        "AT_HOME",
        "350582",
        "试验工厂",
        List.of(),
        List.of(),
        "",
        List.of(
            new NewPhone(
                "OWN", String.format(Locale.ROOT, "1090%07d", household * 10 + number), "", "")));
  }

  private static int read(JdbcClient jdbc, long house) {
    int rows = 0;
    for (String sql : List.of(PEOPLE, PHONES)) {
      rows += jdbc.sql(sql).param(house).query().listOfRows().size();
    }
    if (rows != 2 * RESIDENTS) {
      throw new IllegalStateException("The list has " + rows + " rows");
    }
    return rows;
  }

  private static double milliseconds(Callable<?> work) throws IOException {
    long start = System.nanoTime();
    try {
      work.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static BenchRow row(String work, List<Double> ours, List<Double> theirs, String goal) {
    return Rounds.of(ours, theirs)
        .row(
            work,
            "the same rows as plain SQL of a role that sees all",
            "ms",
            goal,
            "the ratio is the cost");
  }
}
