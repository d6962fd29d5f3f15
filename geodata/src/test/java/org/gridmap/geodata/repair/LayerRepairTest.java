package org.gridmap.geodata.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.repair.LayerChange.ChangeKind;
import org.gridmap.geodata.repair.LayerRepair.Repaired;
import org.gridmap.geodata.repair.RepairOptions.StripTo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Every kind of fault by hand, in the metres of a zone. */
class LayerRepairTest {
  private static final RepairOptions USUAL = new RepairOptions(0.05, 2, StripTo.LONGEST);

  /** Polygons as WKT without the type, in metres from a corner of the zone; codes A, B, C … */
  private static List<DrawnGrid> grids(String... rings) throws ParseException {
    List<DrawnGrid> grids = new ArrayList<>();
    for (String ring : rings) {
      String text = ring.startsWith("(((") ? "MULTIPOLYGON " + ring : "POLYGON " + ring;
      MultiPolygon land = ShakenLayer.multi(new WKTReader().read(text));
      for (Coordinate at : land.getCoordinates()) {
        at.x += 500_000;
        at.y += 2_740_000;
      }
      land.geometryChanged();
      int row = grids.size() + 1;
      grids.add(new DrawnGrid(row, Character.toString('A' + row - 1), null, land));
    }
    return grids;
  }

  private static Repaired repair(List<DrawnGrid> grids, RepairOptions options) throws Exception {
    return LayerRepair.repair(grids, null, DrawingPlane.of(CrsRegistry.find("EPSG:4549")), options);
  }

  private static double area(Repaired repaired, int grid) {
    return repaired.geometries().get(grid).getArea();
  }

  private static final String WEST = "((0 0, 1000 0, 1000 500, 0 500, 0 0))";

  /** 30 cm east of it; its border is longer, because it goes round a corner. */
  private static final String EAST =
      "((1000.3 0, 2000 0, 2000 500, 1000.3 500, 1000.3 250, 1000.6 245, 1000.3 240, 1000.3 0))";

  @Test
  void a_strip_that_is_open_at_both_ends_goes_to_the_longest_border_or_to_the_lower_code()
      throws Exception {
    Repaired longest = repair(grids(WEST, EAST), USUAL);
    assertThat(area(longest, 0)).isEqualTo(500_000, within(1e-6));
    assertThat(area(longest, 1)).isEqualTo(1000 * 500, within(1e-3));
    Repaired left = repair(grids(WEST, EAST), new RepairOptions(0.05, 2, StripTo.LEFT));
    assertThat(area(left, 0)).isEqualTo(500_151.5, within(1e-3));
    assertThat(left.changes())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.kind()).isEqualTo(ChangeKind.GAP_GIVEN);
          assertThat(change.grid()).isEqualTo("A");
          assertThat(change.others()).isEqualTo("B");
          assertThat(change.squareMetres()).isEqualTo(151.5, within(0.2));
        });
    Repaired none = repair(grids(WEST, EAST), new RepairOptions(0.05, 2, StripTo.NONE));
    assertThat(none.changes()).isEmpty();
  }

  @Test
  void a_net_of_strips_is_cut_where_grids_meet_and_no_grid_grows_along_all_of_it()
      throws Exception {
    List<DrawnGrid> grids =
        grids(
            "((0 0, 100 0, 100 100, 0 100, 0 0))",
            "((100.4 0, 200 0, 200 100, 100.4 100, 100.4 0))",
            "((0 100.4, 100 100.4, 100 200, 0 200, 0 100.4))",
            "((100.4 100.4, 200 100.4, 200 200, 100.4 200, 100.4 100.4))");
    Repaired repaired = repair(grids, new RepairOptions(0.05, 2, StripTo.LEFT));
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += area(repaired, i);
    }
    assertThat(sum).isEqualTo(40_000, within(1e-6));
    assertThat(area(repaired, 0)).isLessThan(10_000 + 81);
    assertThat(area(repaired, 3)).isEqualTo(99.6 * 99.6, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LONGEST", "LEFT"})
  void an_overlap_sliver_goes_to_one_of_its_claimants(StripTo rule) throws Exception {
    List<DrawnGrid> grids = grids(WEST, "((999.5 0, 2000 0, 2000 500, 999.5 500, 999.5 0))");
    Repaired repaired = repair(grids, new RepairOptions(0.05, 2, rule));
    assertThat(area(repaired, 0)).isEqualTo(500_000, within(1e-6));
    assertThat(area(repaired, 1)).isEqualTo(500_000, within(1e-6));
    assertThat(repaired.changes()).extracting(LayerChange::kind).contains(ChangeKind.OVERLAP_GIVEN);
  }

  @Test
  void what_is_beyond_stays_bit_for_bit() throws Exception {
    List<DrawnGrid> grids =
        grids(
            "((0 0, 100 0, 100 40, 0 40, 0 0))",
            "((0 60, 100 60, 100 100, 0 100, 0 60))",
            "((200 0, 300 0, 300 100, 200 100, 200 0))",
            "((200 0, 300 0, 300 100, 200 100, 200 0))",
            "((220 20, 280 20, 280 80, 220 80, 220 20))",
            "(((400 0, 420 0, 420 20, 400 20, 400 0)), ((500 0, 520 0, 520 20, 500 20, 500 0)))",
            "((600 0, 700 0, 700 100, 600 100, 600 0), (640 40, 640 60, 660 60, 660 40, 640 40))",
            "((640 40, 660 40, 660 60, 640 60, 640 40))");
    Repaired repaired = repair(grids, USUAL);
    assertThat(repaired.changes()).isEmpty();
    for (int i = 0; i < grids.size(); i++) {
      assertThat(repaired.geometries().get(i)).isSameAs(grids.get(i).geometry());
    }
  }

  @Test
  void a_bow_tie_is_read_by_the_even_odd_rule() throws Exception {
    Repaired repaired = repair(grids("((0 0, 100 100, 100 0, 0 100, 0 0))"), USUAL);
    assertThat(repaired.geometries().getFirst().getNumGeometries()).isEqualTo(2);
    assertThat(area(repaired, 0)).isEqualTo(5_000, within(1e-6));
    assertThat(repaired.changes()).extracting(LayerChange::kind).contains(ChangeKind.RING_READ);
  }

  @Test
  void a_corner_on_a_long_edge_becomes_its_vertex_with_the_very_coordinates() throws Exception {
    List<DrawnGrid> grids =
        grids(
            "((0 0, 6000 17, 6000 -100, 0 -100, 0 0))",
            "((0 0, 2345.6 6.6458666, 2345.6 500, 0 500, 0 0))",
            "((2345.6 6.6458666, 6000 17, 6000 500, 2345.6 500, 2345.6 6.6458666))");
    Repaired repaired = repair(grids, USUAL);
    assertThat(repaired.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.kind()).isEqualTo(ChangeKind.VERTEX_ADDED));
    assertThat(repaired.geometries().getFirst().getCoordinates())
        .contains(grids.get(1).geometry().getCoordinates()[1]);
    assertThat(repaired.geometries().get(2)).isSameAs(grids.get(2).geometry());
  }

  @Test
  void a_corner_that_is_a_metre_off_is_left_by_five_centimetres_and_moved_by_one_and_a_half_metres()
      throws Exception {
    List<DrawnGrid> grids =
        grids("((0 0, 100 0, 100 100, 0 100, 0 0))", "((100 0, 200 0, 200 100, 101 100, 100 0))");
    RepairOptions none = new RepairOptions(0.05, 2, StripTo.NONE);
    assertThat(repair(grids, none).changes()).isEmpty();
    Repaired repaired = repair(grids, new RepairOptions(1.5, 2, StripTo.NONE));
    assertThat(repaired.changes())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.kind()).isEqualTo(ChangeKind.CORNER_MOVED);
          assertThat(change.metres()).isEqualTo(1, within(1e-3));
        });
    assertThat(area(repaired, 0) + area(repaired, 1)).isEqualTo(20_000, within(150.0));
  }

  @Test
  void a_grid_that_is_narrower_than_the_tolerance_is_named_and_nothing_vanishes() throws Exception {
    List<DrawnGrid> grids =
        grids(
            WEST,
            "((1000 0, 1006 0, 1006 500, 1000 500, 1000 0))",
            "((1006 0, 2000 0, 2000 500, 1006 500, 1006 0))");
    assertThatThrownBy(() -> repair(grids, new RepairOptions(10, 20, StripTo.LONGEST)))
        .isInstanceOf(UnrepairableLayerException.class)
        .hasMessageContaining("Grid B (row 2)");
    // A thin grid inside another is an overlap as a whole; it must not be taken for a sliver.
    List<DrawnGrid> inside = grids(WEST, "((100 100, 101 100, 101 400, 100 400, 100 100))");
    Repaired repaired = repair(inside, USUAL);
    assertThat(repaired.geometries().get(1)).isSameAs(inside.get(1).geometry());
  }

  @Test
  void higher_grids_become_the_union_of_those_below() throws Exception {
    List<DrawnGrid> flat = grids(WEST, EAST);
    MultiPolygon village =
        ShakenLayer.multi(
            new WKTReader()
                .read(
                    "POLYGON ((500000 2740000, 502000.04 2740000, 502000 2740500, 500000 2740500,"
                        + " 500000 2740000))"));
    List<DrawnGrid> tree =
        List.of(
            new DrawnGrid(1, "V", null, village),
            new DrawnGrid(2, "A", "V", flat.get(0).geometry()),
            new DrawnGrid(3, "B", "V", flat.get(1).geometry()));
    Repaired repaired = repair(tree, USUAL);
    assertThat(area(repaired, 0)).isEqualTo(1_000_000, within(1e-6));
    assertThat(area(repaired, 1) + area(repaired, 2)).isEqualTo(area(repaired, 0), within(1e-6));
    assertThat(repaired.changes()).extracting(LayerChange::kind).contains(ChangeKind.UNION_TAKEN);
    List<DrawnGrid> circle =
        List.of(
            new DrawnGrid(1, "A", "B", flat.get(0).geometry()),
            new DrawnGrid(2, "B", "A", flat.get(1).geometry()));
    assertThatThrownBy(() -> repair(circle, USUAL))
        .isInstanceOf(UnrepairableLayerException.class)
        .hasMessageContaining("tree");
  }

  @Test
  void corners_near_the_outline_come_to_lie_on_it_and_it_stays() throws Exception {
    List<DrawnGrid> grids =
        grids(
            "((0.02 0.03, 100 0, 100 99.97, 0 100, 0.02 0.03))",
            "((100 0, 200.6 0, 200 100, 100 99.97, 100 0))");
    MultiPolygon outline = grids("((0 0, 200 0, 200 100, 0 100, 0 0))").getFirst().geometry();
    Repaired repaired =
        LayerRepair.repair(grids, outline, DrawingPlane.of(CrsRegistry.find("EPSG:4549")), USUAL);
    assertThat(area(repaired, 0) + area(repaired, 1)).isEqualTo(20_000, within(0.02));
    assertThat(repaired.changes()).extracting(LayerChange::kind).contains(ChangeKind.CUT_AWAY);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 10.5})
  void a_tolerance_that_makes_no_sense_is_refused(double snap) {
    assertThatThrownBy(() -> new RepairOptions(snap, 2, StripTo.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_tolerance_of_nothing_moves_nothing() throws Exception {
    ShakenLayer layer = new ShakenLayer(4, 2, 2, 0.02, 0);
    Repaired repaired =
        LayerRepair.repair(
            layer.grids, null, layer.plane, new RepairOptions(0, 0, StripTo.LONGEST));
    assertThat(repaired.changes()).noneMatch(change -> change.metres() > 0);
  }
}
