package org.gridmap.backend.publication;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Credentials;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.house.Houses;
import org.gridmap.backend.land.DivisionDraft;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.land.Divisions;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * A village of two areas with two square leaf grids each, 0.01 degrees wide, and 16 houses in each
 * leaf; every one lies somewhere else. In force from the start, with a planner who draws, another
 * who decides, and an officer for each leaf. Speaks HTTP for each of them.
 *
 * <pre>
 *   901  [001][002]
 *   902  [003][004]
 * </pre>
 */
public final class Hamlet {
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

  public static final int HOUSES_OF_A_LEAF = 16;
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  public final String village;
  public final double west;
  public final double south = 30;
  public final long division;
  public final Caller planner;
  public final Caller decider;
  public final Caller leader;
  private final ApplicationContext context;
  private final JdbcClient jdbc;
  private final String base;
  private int keys;

  public Hamlet(ApplicationContext context) {
    this(context, "9996%08d".formatted(COUNT.incrementAndGet()), 80 + COUNT.get() * 0.05);
  }

  public Hamlet(ApplicationContext context, String village, double west) {
    this.context = context;
    this.village = village;
    this.west = west;
    this.jdbc = context.getBean(JdbcClient.class);
    this.base =
        "http://127.0.0.1:" + context.getBean(Environment.class).getProperty("local.server.port");
    for (int leaf = 1; leaf <= 4; leaf++) {
      addHouses(leaf);
    }
    this.division = store(grids(), true);
    this.planner = caller("planner", Role.PLANNER, village);
    this.decider = caller("decider", Role.PLANNER, village);
    this.leader = caller("leader", Role.LEADER, village);
  }

  public String code(int sequence) {
    return village + "%03d".formatted(sequence);
  }

  /** The four leaves, their two areas and the village. */
  public List<GridDraft> grids() {
    List<GridDraft> grids = new ArrayList<>();
    grids.add(grid(village, "村" + village, null, 0, 0, 2, 2));
    grids.add(grid(code(901), "北片", village, 0, 1, 2, 2));
    grids.add(grid(code(902), "南片", village, 0, 0, 2, 1));
    grids.add(grid(code(1), "第1网格", code(901), 0, 1, 1, 2));
    grids.add(grid(code(2), "第2网格", code(901), 1, 1, 2, 2));
    grids.add(grid(code(3), "第3网格", code(902), 0, 0, 1, 1));
    grids.add(grid(code(4), "第4网格", code(902), 1, 0, 2, 1));
    return grids;
  }

  private GridDraft grid(
      String code, String name, @Nullable String parent, int x0, int y0, int x1, int y1) {
    List<Coordinate> ring = new ArrayList<>();
    // Corners every 0.01 degrees, so that neighbours share every vertex.
    for (int x = x0; x < x1; x++) {
      ring.add(at(x, y0));
    }
    for (int y = y0; y < y1; y++) {
      ring.add(at(x1, y));
    }
    for (int x = x1; x > x0; x--) {
      ring.add(at(x, y1));
    }
    for (int y = y1; y > y0; y--) {
      ring.add(at(x0, y));
    }
    ring.add(at(x0, y0));
    Polygon land = GEOMETRIES.createPolygon(ring.toArray(Coordinate[]::new));
    return new GridDraft(
        code,
        name,
        parent,
        null,
        GridKind.BASE,
        GEOMETRIES.createMultiPolygon(new Polygon[] {land}));
  }

  /** A place in hundredths of a degree from the south-western corner. */
  public Coordinate at(double x, double y) {
    return new Coordinate(rounded(west + x * 0.01), rounded(south + y * 0.01));
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * 1e9) / 1e9;
  }

  /** A place as JSON. */
  public String json(double x, double y) {
    Coordinate place = at(x, y);
    return "[" + place.x + "," + place.y + "]";
  }

  /** Stores a division as an import does. */
  public long store(List<GridDraft> grids, boolean mayBePublished) {
    DivisionDraft draft =
        new DivisionDraft(
            village, "村" + village, "hamlet " + village, "", true, null, mayBePublished, grids);
    return context
        .getBean(TransactionTemplate.class)
        .execute(status -> {
          long id = context.getBean(Divisions.class).store(draft).id();
          context.getBean(Houses.class).place(id);
          return id;
        });
  }

  private void addHouses(int leaf) {
    double x = leaf % 2 == 1 ? 0 : 1;
    double y = leaf <= 2 ? 1 : 0;
    for (int i = 0; i < HOUSES_OF_A_LEAF; i++) {
      Coordinate door = at(x + 0.125 + 0.25 * (i % 4), y + 0.125 + 0.25 * (i / 4));
      jdbc.sql(
              """
              INSERT INTO house (source, source_id, number, address, entrance, use, resident_count, synthetic)
              VALUES (:source, :id, :id, :id, ST_SetSRID(ST_MakePoint(:x, :y), 4490), 'RESIDENTIAL', :people, true)
              """)
          .param("source", "hamlet " + village)
          .param("id", leaf + "-" + i)
          .param("x", door.x)
          .param("y", door.y)
          .param("people", people(leaf, i))
          .update();
    }
  }

  /** How many people live in a house. */
  public static int people(int leaf, int house) {
    return (leaf * 7 + house * 3) % 6;
  }

  /** Number of a house by leaf, 1 to 4, and place in it, 0 to 15. */
  public long house(int leaf, int index) {
    return jdbc.sql("SELECT id FROM house WHERE source = ? AND source_id = ?")
        .params("hamlet " + village, leaf + "-" + index)
        .query(Long.class)
        .single();
  }

  /** An account with a role, in force at once. */
  public Caller caller(String name, Role role, String code) {
    String login = name + "-" + village;
    long id = account(login);
    jdbc.sql(
            """
            INSERT INTO account.role_grant (account_id, role, grid_code, state, requested_by, decided_by, decided_at)
            VALUES (?, ?, ?, 'IN_FORCE', ?, ?, now())
            """)
        .params(id, role.name(), code, account(login + "-a"), account(login + "-b"))
        .update();
    Caller caller = new Caller(id, login, Set.of(role), role.rights(), Caller.Via.SESSION);
    SignIn.CALLERS.put(login, caller);
    return caller;
  }

  private long account(String login) {
    return jdbc.sql(
            "INSERT INTO account.account (login, name, state) VALUES (?, '试验', 'ACTIVE') RETURNING id")
        .param(login)
        .query(Long.class)
        .single();
  }

  public Answer get(Caller caller, String path) {
    return send(caller, "GET", path, null);
  }

  public Answer send(
      Caller caller, String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("X-Signed-In", caller.login());
    if (body != null) {
      request.header("Content-Type", "application/json");
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

  /** Begins a plan from a division; its number. */
  public long plan(long fromDivision) {
    Answer begun =
        send(
            planner,
            "POST",
            "/api/plans",
            "{\"name\":\"方案\",\"divisionId\":" + fromDivision + "}",
            "Idempotency-Key",
            key());
    if (begun.status() != 201) {
      throw new IllegalStateException(begun.status() + " " + begun.text());
    }
    return begun.json().get("id").asLong();
  }

  /** A write of a plan under its present version. */
  public Answer move(Caller caller, long plan, String move, @Nullable String body) {
    return send(
        caller,
        "POST",
        "/api/plans/" + plan + "/" + move,
        body == null ? "{}" : body,
        "If-Match",
        "\"" + version(plan) + "\"",
        "Idempotency-Key",
        key());
  }

  public long version(long plan) {
    return jdbc.sql("SELECT version FROM plan WHERE id = ?").param(plan).query(Long.class).single();
  }

  /** Applies an operation; fails if it is refused. */
  public JsonNode apply(long plan, String operation) {
    Answer answer = move(planner, plan, "operations", "{\"operation\":" + operation + "}");
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.status() + " " + answer.text());
    }
    return answer.json();
  }

  /** Hands in, approves and publishes by the second person; the answer to the last. */
  public Answer publish(long plan, @Nullable String from) {
    submitAndApprove(plan);
    return move(
        decider, plan, "publish", from == null ? "{}" : "{\"effectiveFrom\":\"" + from + "\"}");
  }

  public void submitAndApprove(long plan) {
    for (Answer answer :
        List.of(move(planner, plan, "submit", null), move(decider, plan, "approve", null))) {
      if (answer.status() != 200) {
        throw new IllegalStateException(answer.status() + " " + answer.text());
      }
    }
  }

  /** Splits a leaf by its vertical middle: the west keeps or gets one code, the east another. */
  public String split(int leaf, int left, int right) {
    double x = (leaf % 2 == 1 ? 0 : 1) + 0.5;
    double y = leaf <= 2 ? 1 : 0;
    // Drawn northwards: left of the line is the west.
    return "{\"type\":\"split\",\"grid\":\"%s\",\"line\":[%s,%s],\"left\":%s,\"right\":%s}"
        .formatted(code(leaf), json(x, y), json(x, y + 1), made(left), made(right));
  }

  public String merge(int a, int b, int into) {
    return "{\"type\":\"merge\",\"grids\":[\"%s\",\"%s\"],\"into\":%s}"
        .formatted(code(a), code(b), made(into));
  }

  public String recode(int from, int to) {
    return "{\"type\":\"recode\",\"grid\":\"%s\",\"code\":\"%s\"}".formatted(code(from), code(to));
  }

  /** Gives the western quarter of an eastern leaf to its western neighbour. */
  public String transferWest(int from, int to) {
    double y = from <= 2 ? 1 : 0;
    return "{\"type\":\"transfer\",\"area\":[[[%s,%s,%s,%s,%s]]],\"from\":[\"%s\"],\"to\":\"%s\"}"
        .formatted(
            json(1, y),
            json(1.25, y),
            json(1.25, y + 1),
            json(1, y + 1),
            json(1, y),
            code(from),
            code(to));
  }

  private String made(int sequence) {
    return "{\"code\":\"%s\",\"name\":\"第%d网格\",\"kind\":\"BASE\"}"
        .formatted(code(sequence), sequence);
  }

  private String key() {
    return "key-" + UUID.randomUUID() + "-" + keys++;
  }

  /** Everything that lies in the village. */
  public Envelope box() {
    Envelope box = new Envelope(at(0, 0));
    box.expandToInclude(at(2, 2));
    return box;
  }

  /** Codes of the grids in force, ascending. */
  public List<String> inForce() {
    return jdbc.sql(
            """
            SELECT g.code FROM grid g JOIN division d ON d.id = g.division_id
            WHERE d.root_code = ? AND d.status = 'PUBLISHED' AND d.valid @> now() ORDER BY g.code
            """)
        .param(village)
        .query(String.class)
        .list();
  }

  /** The status and the name of the problem that an answer tells of. */
  static String problem(Answer answer) {
    String type = answer.json().get("type").asString();
    return answer.status() + " " + type.substring(type.lastIndexOf('/') + 1);
  }

  /** One field of each thing in a list. */
  static List<String> codes(JsonNode list, String field) {
    List<String> codes = new ArrayList<>();
    list.forEach(one -> codes.add(one.get(field).asString()));
    return codes;
  }
}
