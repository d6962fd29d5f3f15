package org.gridmap.backend.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.SquareCells;
import org.gridmap.backend.land.DivisionDraft;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.land.RefusedDivisionException;
import org.gridmap.backend.map.TileRenderer;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Houses and their leaves are stored once more for tiles; both always say the same. */
@CapabilityTest("house")
@TestPropertySource(properties = "gridmap.test.database=HousesInTilesTest")
class HousesInTilesTest {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();
  private static final double LON = 118.6;
  private static final double LAT = 24.8;

  /** Side of a cell, degrees, and how many cells the area is wide and high. */
  private static final double CELL = 0.004;

  private static final SquareCells AREA = new SquareCells(LON, LAT, CELL);

  private static final int CELLS = 6;
  private static final List<String> USES = List.of("RESIDENTIAL", "COMMERCIAL", "OTHER");

  /** What tiles show, asked of the tables that tiles do not read. */
  private static final String STORED =
      """
      SELECT h.id, h.number, nullif(h.name, '') AS name, h.use, h.floors::bigint AS floors,
             h.height_metres::float8 AS height,
             (SELECT g.code FROM house_grid hg
              JOIN grid g ON g.id = hg.grid_id JOIN division d ON d.id = hg.division_id
              WHERE hg.house_id = h.id AND (d.status = 'PUBLISHED' OR ?)
                AND CASE WHEN ?::bigint IS NULL THEN is_shown(d, NULL) ELSE d.id = ? END
              ORDER BY d.id LIMIT 1) AS grid,
             ST_Intersects(coalesce(footprint_3857, entrance_3857), ST_Expand(tile, -2)) AS surely
      FROM (SELECT ST_TileEnvelope(?, ?, ?) AS tile) t
      JOIN house h ON coalesce(footprint_3857, entrance_3857) && tile
      """;

  private static final Envelope EVERYWHERE =
      new Envelope(LON, LON + CELLS * CELL, LAT, LAT + CELLS * CELL);

  @Autowired private Divisions divisions;
  @Autowired private Houses houses;
  @Autowired private HouseTilePreparation preparation;
  @Autowired private TileRenderer renderer;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private TransactionTemplate transactions;
  private final Random random = new Random(20);

  @BeforeEach
  void empty() {
    jdbc.execute("DELETE FROM division; DELETE FROM house; DELETE FROM house_tile");
  }

  @Test
  void tiles_agree_with_the_tables_after_random_imports_edits_drafts_and_publications() {
    long shown = 0;
    long named = 0;
    for (int step = 0; step < 40; step++) {
      switch (step < 3 ? step : random.nextInt(5)) {
        case 0 -> importHouses();
        case 1 -> store("a");
        case 2 -> publish();
        case 3 -> store("b");
        default -> edit();
      }
      List<@Nullable Long> wanted =
          new ArrayList<>(jdbc.queryForList("SELECT id FROM division", Long.class));
      wanted.add(null);
      for (int k = 0; k < 8; k++) {
        TileCoordinate tile =
            TileCoordinate.at(
                LON + random.nextDouble(-0.1, 1.1) * CELLS * CELL,
                LAT + random.nextDouble(-0.1, 1.1) * CELLS * CELL,
                15 + random.nextInt(5));
        Long division = wanted.get(random.nextInt(wanted.size()));
        boolean drafts = random.nextBoolean();
        Map<Long, Map<String, Object>> drawn = drawn(tile, division, drafts);
        Map<Long, Map<String, Object>> stored = new HashMap<>();
        for (Map<String, Object> row : stored(tile, division, drafts)) {
          Map<String, Object> house = new TreeMap<>(row);
          house.values().removeIf(Objects::isNull);
          boolean surely = (boolean) house.remove("surely");
          long id = (long) house.get("id");
          if (surely || drawn.containsKey(id)) {
            stored.put(id, house);
          }
        }
        assertThat(drawn)
            .as("step %d, tile %s, division %s, drafts %s", step, tile, division, drafts)
            .isEqualTo(stored);
        shown += drawn.size();
        named += drawn.values().stream().filter(house -> house.containsKey("grid")).count();
      }
    }
    assertThat(shown).isGreaterThan(1_000);
    assertThat(named).isBetween(500L, shown - 100);
  }

  @Test
  void what_belongs_to_a_division_or_a_house_that_is_gone_is_gone() {
    importHouses();
    store("a");
    assertThat(jdbc.queryForObject("SELECT count(*) FROM house_leaf_tile", Long.class))
        .isPositive();
    jdbc.update("DELETE FROM division");
    assertThat(jdbc.queryForObject("SELECT count(*) FROM house_leaf_tile", Long.class)).isZero();
    transactions.executeWithoutResult(status -> houses.replace("h", true, "", rows -> {}));
    transactions.executeWithoutResult(status -> houses.replace("k", true, "", rows -> {}));
    assertThat(jdbc.queryForObject("SELECT count(*) FROM house_tile", Long.class)).isZero();
  }

  @Test
  void two_who_change_houses_of_one_tile_at_once_are_both_in_it() throws Exception {
    transactions.executeWithoutResult(status ->
        houses.replace(
            "h",
            true,
            "",
            rows -> {
              rows.add(house("one", AREA.at(2, 2)));
              rows.add(house("two", AREA.at(2, 2)));
            }));
    CyclicBarrier both = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> changes =
          Stream.of("one", "two")
              .<Future<?>>map(house ->
                  threads.submit(() ->
                      transactions.execute(status -> {
                        jdbc.update("UPDATE house SET name = 'neu' WHERE source_id = ?", house);
                        await(both);
                        preparation.prepareNear(EVERYWHERE);
                        return null;
                      })))
              .toList();
      for (Future<?> change : changes) {
        change.get();
      }
    }
    List<Map<String, Object>> left = listTiles();
    transactions.executeWithoutResult(status -> preparation.prepareNear(EVERYWHERE));
    assertThat(listTiles()).isEqualTo(left).isNotEmpty();
  }

  @Test
  void a_changed_house_does_not_wait_for_an_import_that_replaces_a_draft() throws Exception {
    importHouses();
    store("a");
    CyclicBarrier both = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      Future<?> replacing =
          threads.submit(() ->
              transactions.execute(status -> {
                jdbc.update("DELETE FROM division");
                await(both);
                await(both);
                return null;
              }));
      await(both);
      try {
        transactions.executeWithoutResult(status -> {
          jdbc.execute("SET LOCAL lock_timeout = '2s'");
          preparation.prepareNear(EVERYWHERE);
          preparation.prepareFar(EVERYWHERE);
        });
      } finally {
        await(both);
        replacing.get();
      }
    }
  }

  private List<Map<String, Object>> listTiles() {
    return jdbc.queryForList("SELECT x, y, houses::text FROM house_tile ORDER BY x, y");
  }

  private static void await(CyclicBarrier both) {
    try {
      both.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Map<String, Object>> stored(
      TileCoordinate tile, @Nullable Long division, boolean drafts) {
    return jdbc.queryForList(STORED, drafts, division, division, tile.zoom(), tile.x(), tile.y());
  }

  private Map<Long, Map<String, Object>> drawn(
      TileCoordinate tile, @Nullable Long division, boolean drafts) {
    var layers =
        VectorTileReader.read(
            renderer.render(tile, division == null ? null : List.of(division), drafts));
    Map<Long, Map<String, Object>> drawn = new HashMap<>();
    Stream.of("house", "house_point")
        .filter(layers::containsKey)
        .flatMap(layer -> layers.get(layer).features().stream())
        .forEach(feature -> {
          Map<String, Object> attributes = new TreeMap<>(feature.attributes());
          attributes.remove("count");
          assertThat(drawn.put((Long) attributes.get("id"), attributes)).as("drawn twice").isNull();
        });
    return drawn;
  }

  /** Some houses of a source, in other places and with other facts each time. */
  private void importHouses() {
    String source = random.nextBoolean() ? "h" : "k";
    transactions.executeWithoutResult(status ->
        houses.replace(
            source,
            true,
            "",
            rows -> {
              for (int i = 0; i < 300; i++) {
                if (random.nextInt(4) > 0) {
                  rows.add(house(source + i));
                }
              }
            }));
  }

  private NewHouse house(String sourceId) {
    return house(
        sourceId,
        new Coordinate(
            LON + random.nextDouble(-0.05, 1.05) * CELLS * CELL,
            LAT + random.nextDouble(-0.05, 1.05) * CELLS * CELL));
  }

  private NewHouse house(String sourceId, Coordinate door) {
    Envelope walls = new Envelope(door);
    walls.expandBy(random.nextDouble(0.00002, 0.0006), random.nextDouble(0.00002, 0.0003));
    return new NewHouse(
        sourceId,
        random.nextInt(3) + "号",
        "",
        random.nextBoolean() ? "" : "楼" + random.nextInt(9),
        List.of(),
        GEOMETRIES.createPoint(door),
        random.nextInt(3) == 0 ? null : GEOMETRIES.toGeometry(walls),
        random.nextBoolean() ? null : random.nextInt(9),
        random.nextBoolean() ? null : random.nextDouble(3, 30),
        "",
        USES.get(random.nextInt(USES.size())),
        1);
  }

  /** As an officer's correction: the facts, then the tiles around the house. */
  private void edit() {
    transactions.executeWithoutResult(status -> {
      List<Long> ids = jdbc.queryForList("SELECT id FROM house ORDER BY id", Long.class);
      if (!ids.isEmpty()) {
        long id = ids.get(random.nextInt(ids.size()));
        jdbc.update("UPDATE house SET name = 'neu', floors = 99 WHERE id = ?", id);
        jdbc.query(
            "SELECT ST_XMin(b), ST_XMax(b), ST_YMin(b), ST_YMax(b) FROM (SELECT coalesce(footprint,"
                + " entrance) AS b FROM house WHERE id = ?) h",
            row -> {
              preparation.prepareNear(
                  new Envelope(
                      row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)));
            },
            id);
      }
    });
  }

  private void store(String source) {
    transactions.executeWithoutResult(
        status -> houses.place(divisions.store(draft(source, false)).id()));
  }

  private void publish() {
    Long base =
        jdbc
            .queryForList(
                "SELECT id FROM division WHERE status = 'PUBLISHED' AND upper_inf(valid)",
                Long.class)
            .stream()
            .findFirst()
            .orElse(null);
    DivisionDraft draft = draft("plan", true);
    if (random.nextBoolean()) {
      transactions.executeWithoutResult(
          status -> divisions.prepare(draft, List.of(), base).ifPresent(houses::place));
      for (int between = random.nextInt(3); between > 0; between--) {
        if (random.nextBoolean()) {
          importHouses();
        } else {
          edit();
        }
      }
    }
    transactions.execute(status -> {
      try {
        Divisions.Published published = divisions.publish(draft, List.of(), base, null);
        if (!published.prepared()) {
          houses.place(published.id());
        }
      } catch (RefusedDivisionException e) {
        throw new IllegalStateException(e);
      }
      return null;
    });
    long wrong =
        jdbc.queryForObject(
            """
            SELECT count(*) FROM house h JOIN grid g ON g.leaf AND ST_Intersects(g.geom, h.entrance)
            JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND upper_inf(d.valid)
            WHERE NOT EXISTS (SELECT FROM house_grid hg WHERE hg.house_id = h.id AND hg.division_id = d.id)
            """,
            Long.class);
    assertThat(wrong).as("houses without a leaf in the new division").isZero();
  }

  /** The area cut into squares of some size. */
  private DivisionDraft draft(String source, boolean mayBePublished) {
    int size = 1 + random.nextInt(3);
    List<GridDraft> grids = new ArrayList<>();
    grids.add(new GridDraft("root", "村", null, null, GridKind.BASE, AREA.box(0, 0, CELLS, CELLS)));
    for (int i = 0; i < CELLS; i += size) {
      for (int j = 0; j < CELLS; j += size) {
        grids.add(
            new GridDraft(
                "c" + size + "-" + i + "-" + j,
                "网格",
                "root",
                null,
                GridKind.BASE,
                AREA.box(i, j, i + size, j + size)));
      }
    }
    return new DivisionDraft("root", "村", source, "", false, null, mayBePublished, grids);
  }
}
