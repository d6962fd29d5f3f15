package org.gridmap.backend.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.SquareCells;
import org.gridmap.backend.house.Houses;
import org.gridmap.backend.house.NewHouse;
import org.gridmap.backend.land.BrokenTreeException;
import org.gridmap.backend.land.DivisionDraft;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.land.DivisionStatus;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.land.StoredDivision;
import org.gridmap.backend.land.road.NewRoad;
import org.gridmap.backend.land.road.Roads;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database holds after divisions, houses and roads were stored. */
@CapabilityTest("house")
@TestPropertySource(properties = "gridmap.test.database=StoringTest")
class StoringTest {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();
  private static final double LON = 118.6;
  private static final double LAT = 24.8;

  /** Side of a cell, degrees. */
  private static final double CELL = 0.001;

  private static final SquareCells AREA = new SquareCells(LON, LAT, CELL);

  @Autowired private Divisions divisions;
  @Autowired private Houses houses;
  @Autowired private Roads roads;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private TransactionTemplate transactions;

  @BeforeEach
  void empty() {
    jdbc.execute(
        "DELETE FROM division; DELETE FROM house; DELETE FROM road; DELETE FROM map_change");
  }

  @Test
  void an_exact_division_comes_into_force() {
    StoredDivision stored = store(division("a", true, cells(0, 0, 2, 2)));
    assertThat(stored.status()).isEqualTo(DivisionStatus.PUBLISHED);
    assertThat(stored.findings()).isEmpty();
    assertThat(stored.levels()).isEqualTo(Map.of(1, 1L, 2, 4L));
    assertThat(number("SELECT count(*) FROM grid WHERE leaf")).isEqualTo(4);
    assertThat(number("SELECT count(DISTINCT colour) FROM grid WHERE leaf")).isEqualTo(4);
    assertThat(
            jdbc.queryForObject(
                "SELECT abs(sum(area_square_metres) / sum(ST_Area(geom::geography)) - 1) FROM grid",
                Double.class))
        .isLessThan(1e-6);
  }

  @Test
  void a_division_with_a_gap_stays_a_draft_and_the_gap_is_listed() {
    List<GridDraft> grids = cells(0, 0, 3, 3);
    grids.removeIf(grid -> grid.code().equals("c1-1"));
    StoredDivision stored = store(division("a", true, grids, AREA.box(0, 0, 3, 3)));
    assertThat(stored.status()).isEqualTo(DivisionStatus.DRAFT);
    assertThat(stored.findings()).isEqualTo(Map.of("GAP", 1L));
    assertThat(jdbc.queryForObject("SELECT gap_kind FROM finding", String.class))
        .isEqualTo("ENCLOSED");
  }

  @Test
  void a_second_division_of_an_area_in_force_stays_a_draft_that_is_not_shown() {
    store(division("a", true, cells(0, 0, 2, 2)));
    StoredDivision second = store(division("b", true, cells(0, 0, 2, 2)));
    assertThat(second.status()).isEqualTo(DivisionStatus.DRAFT);
    assertThat(number("SELECT count(*) FROM division WHERE shown")).isEqualTo(1);
  }

  @Test
  void a_division_that_takes_land_of_another_area_in_force_says_whose_and_how_much() {
    store(division("a", true, cells(0, 0, 2, 2)));
    List<GridDraft> grids = new ArrayList<>();
    for (GridDraft cell : cells(1, 0, 2, 2)) {
      grids.add(
          new GridDraft(
              "n" + cell.code(), cell.name(), "next", null, cell.kind(), cell.geometry()));
    }
    grids.add(new GridDraft("next", "邻村", null, null, GridKind.BASE, AREA.box(1, 0, 3, 2)));
    DivisionDraft next = new DivisionDraft("next", "邻村", "n", "", false, null, true, grids);
    StoredDivision stored = store(next);
    assertThat(stored.status()).isEqualTo(DivisionStatus.DRAFT);
    assertThat(stored.overlaps())
        .singleElement()
        .satisfies(overlap -> {
          assertThat(overlap.code()).isEqualTo("root");
          assertThat(overlap.name()).isEqualTo("村");
          // A cell is about 101 m by 111 m.
          assertThat(overlap.areaSquareMetres()).isBetween(2 * 11_000.0, 2 * 11_400.0);
        });
  }

  @Test
  void a_draft_of_an_area_that_comes_into_force_in_the_same_transaction_is_not_shown() {
    inTransaction(() -> {
      divisions.store(division("a", true, cells(0, 0, 2, 2)));
      return divisions.store(division("b", false, cells(0, 0, 2, 2)));
    });
    assertThat(jdbc.queryForList("SELECT source FROM division WHERE shown", String.class))
        .containsExactly("a");
  }

  @Test
  void a_draft_makes_room_for_the_next_import_of_its_source() {
    store(division("a", false, cells(0, 0, 2, 2)));
    store(division("a", false, cells(0, 0, 3, 3)));
    assertThat(number("SELECT count(*) FROM division")).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM grid WHERE leaf")).isEqualTo(9);
  }

  @Test
  void grids_that_form_no_tree_are_refused_and_nothing_is_stored() {
    List<GridDraft> twice = cells(0, 0, 2, 1);
    twice.add(twice.getFirst());
    assertThatThrownBy(() -> store(division("a", true, twice)))
        .isInstanceOf(BrokenTreeException.class)
        .hasMessageContaining("c0-0");
    assertThat(number("SELECT count(*) FROM division")).isZero();
  }

  @Test
  void every_house_lies_in_exactly_one_leaf_and_on_a_border_the_lowest_code_wins() {
    long division = store(division("a", true, cells(0, 0, 2, 2))).id();
    storeHouses("h", house("inside", 1.5, 0.5, 3), house("border", 1, 0.5, 4));
    assertThat(gridOf(division, "inside")).isEqualTo("c1-0");
    assertThat(gridOf(division, "border")).isEqualTo("c0-0");
    assertThat(number("SELECT count(*) FROM house_grid")).isEqualTo(2);
  }

  @Test
  void grids_know_their_houses_whichever_came_first() {
    storeHouses("h", house("first", 0.5, 0.5, 3));
    store(division("a", true, cells(0, 0, 2, 2)));
    storeHouses("k", house("second", 0.6, 0.5, 4));
    assertThat(count("c0-0", "house_count")).isEqualTo(2);
    assertThat(count("c0-0", "resident_count")).isEqualTo(7);
    assertThat(count("root", "resident_count")).isEqualTo(7);
    assertThat(count("c1-1", "house_count")).isZero();
  }

  @Test
  void importing_a_source_again_replaces_its_houses_and_leaves_the_others() {
    store(division("a", true, cells(0, 0, 2, 2)));
    storeHouses("h", house("old", 0.5, 0.5, 3));
    storeHouses("other", house("kept", 0.5, 0.5, 1));
    Houses.StoredHouse again = storeHouses("h", house("new", 0.5, 0.5, 5));
    assertThat(again.replaced()).isEqualTo(1);
    assertThat(count("c0-0", "resident_count")).isEqualTo(6);
  }

  @Test
  void a_finding_counts_the_people_inside_and_those_with_most_people_come_first() {
    List<GridDraft> grids = cells(0, 0, 5, 3);
    grids.removeIf(grid -> List.of("c1-1", "c3-1").contains(grid.code()));
    store(division("a", true, grids, AREA.box(0, 0, 5, 3)));
    storeHouses("h", house("homeless", 3.5, 1.5, 9));
    assertThat(number("SELECT count(*) FROM finding")).isEqualTo(2);
    assertThat(
            jdbc.queryForMap(
                "SELECT houses, people, ST_X(place) AS lon FROM finding WHERE ordinal = 1"))
        .containsEntry("houses", 1)
        .containsEntry("people", 9)
        .hasEntrySatisfying("lon", lon -> assertThat((double) lon).isGreaterThan(LON + 3 * CELL));
  }

  @Test
  void odd_characters_of_a_house_survive_the_way_into_the_database() {
    String odd = "\\N\t一米巷\"{}',\n\\";
    storeHouses(
        "h",
        new NewHouse(
            odd,
            odd,
            odd,
            odd,
            List.of(odd, ""),
            point(0, 0),
            null,
            null,
            null,
            odd,
            "OTHER",
            null));
    Map<String, @Nullable Object> row =
        jdbc.queryForMap("SELECT number, aliases[1] AS alias, aliases[2] AS empty FROM house");
    assertThat(row)
        .containsEntry("number", odd)
        .containsEntry("alias", odd)
        .containsEntry("empty", "");
  }

  @Test
  void a_failed_import_leaves_the_old_rows() {
    storeHouses("h", house("old", 0.5, 0.5, 3));
    assertThatThrownBy(() -> storeHouses("h", house("bad", 0.5, 0.5, -1)))
        .hasMessageNotContaining("bad");
    assertThat(jdbc.queryForObject("SELECT source_id FROM house", String.class)).isEqualTo("old");
  }

  @Test
  void every_write_tells_the_map_where_it_changed() {
    store(division("a", true, cells(0, 0, 2, 2)));
    storeHouses("h", house("one", 0.5, 0.5, 3));
    inTransaction(() ->
        roads.replace(
            "r",
            false,
            "",
            List.of(
                new NewRoad(
                    "1",
                    "祥福路",
                    "residential",
                    GEOMETRIES.createMultiLineString(
                        new LineString[] {
                          GEOMETRIES.createLineString(
                              new Coordinate[] {AREA.at(0, 0), AREA.at(1, 1)})
                        })))));
    assertThat(
            jdbc.queryForList(
                "SELECT DISTINCT layer FROM map_change WHERE envelope IS NOT NULL ORDER BY 1",
                String.class))
        .containsExactly("finding", "grid", "house", "road");
  }

  private StoredDivision store(DivisionDraft draft) {
    return inTransaction(() -> {
      StoredDivision stored = divisions.store(draft);
      houses.place(stored.id());
      return stored;
    });
  }

  private Houses.StoredHouse storeHouses(String source, NewHouse... rows) {
    return inTransaction(
        () -> houses.replace(source, false, "", sink -> List.of(rows).forEach(sink::add)));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return transactions.execute(status -> work.get());
  }

  private long number(String sql) {
    @Nullable Long number = jdbc.queryForObject(sql, Long.class);
    return number == null ? -1 : number;
  }

  private long count(String code, String column) {
    return number("SELECT " + column + " FROM grid WHERE code = '" + code + "'");
  }

  private @Nullable String gridOf(long division, String house) {
    return jdbc.queryForObject(
        "SELECT g.code FROM house_grid hg JOIN grid g ON g.id = hg.grid_id JOIN house h ON h.id ="
            + " hg.house_id WHERE hg.division_id = ? AND h.source_id = ?",
        String.class,
        division,
        house);
  }

  private static DivisionDraft division(
      String source, boolean mayBePublished, List<GridDraft> cells) {
    Envelope all = new Envelope();
    cells.forEach(cell -> all.expandToInclude(cell.geometry().getEnvelopeInternal()));
    return division(
        source,
        mayBePublished,
        cells,
        GEOMETRIES.createMultiPolygon(new Polygon[] {(Polygon) GEOMETRIES.toGeometry(all)}));
  }

  private static DivisionDraft division(
      String source, boolean mayBePublished, List<GridDraft> cells, MultiPolygon outline) {
    List<GridDraft> grids = new ArrayList<>(cells);
    grids.add(new GridDraft("root", "村", null, null, GridKind.BASE, outline));
    return new DivisionDraft("root", "村", source, "", false, null, mayBePublished, grids);
  }

  private static List<GridDraft> cells(int column, int row, int columns, int rows) {
    List<GridDraft> cells = new ArrayList<>();
    for (int i = column; i < column + columns; i++) {
      for (int j = row; j < row + rows; j++) {
        cells.add(
            new GridDraft(
                "c" + i + "-" + j,
                "第" + i + j + "网格",
                "root",
                null,
                GridKind.BASE,
                AREA.box(i, j, i + 1, j + 1)));
      }
    }
    return cells;
  }

  private static org.locationtech.jts.geom.Point point(double column, double row) {
    return GEOMETRIES.createPoint(AREA.at(column, row));
  }

  private static NewHouse house(String sourceId, double column, double row, int residents) {
    return new NewHouse(
        sourceId,
        "1",
        "",
        "",
        List.of(),
        point(column, row),
        null,
        2,
        6.0,
        "",
        "RESIDENTIAL",
        residents);
  }
}
