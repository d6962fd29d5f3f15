package org.gridmap.geodata.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class CoverageGeneralizerTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void a_clean_division_is_an_exact_coverage_at_every_zoom_and_level(long seed) {
    List<GridOutline> grids =
        RandomTown.generate(seed, 3, seed % 2 == 0 ? 0.004 : 0.0002, (int) seed * 4);
    for (ZoomCoverage zoom : generalize(grids)) {
      Map<Integer, List<Geometry>> levels = polygonsByLevel(grids, zoom);
      Geometry root = levels.getOrDefault(1, List.of()).getFirst();
      for (List<Geometry> level : levels.values()) {
        Geometry[] coverage =
            level.stream().filter(polygon -> !polygon.isEmpty()).toArray(Geometry[]::new);
        for (Geometry polygon : coverage) {
          assertThat(polygon.isValid()).isTrue();
        }
        assertThat(CoverageValidator.hasInvalidResult(CoverageValidator.validate(coverage)))
            .as("overlap or mismatch at zoom %d", zoom.zoom())
            .isFalse();
        assertThat(CoverageUnion.union(coverage).equalsTopo(root))
            .as("the level covers the root at zoom %d", zoom.zoom())
            .isTrue();
      }
    }
  }

  @Test
  void leaves_keep_to_the_borders_of_their_parents_and_coarse_zooms_have_fewer_points() {
    List<GridOutline> grids = RandomTown.generate(99, 3, 0.004, 60);
    int previous = Integer.MAX_VALUE;
    for (ZoomCoverage zoom : generalize(grids)) {
      Set<List<Integer>> leafPoints = new HashSet<>();
      Set<List<Integer>> parentPoints = new HashSet<>();
      int points = 0;
      for (int i = 0; i < zoom.grids().size(); i++) {
        int level = grids.get((int) zoom.grids().get(i).id() - 1).level();
        for (int[] part : zoom.grids().get(i).polygons().parts()) {
          points += part.length / 2;
          for (int k = 0; k < part.length; k += 2) {
            (level == 3 ? leafPoints : parentPoints).add(List.of(part[k], part[k + 1]));
          }
        }
      }
      if (!leafPoints.isEmpty()) {
        assertThat(leafPoints).containsAll(parentPoints);
      }
      assertThat(points).isLessThanOrEqualTo(previous);
      previous = points;
    }
  }

  @Test
  void fine_levels_appear_only_when_their_grids_can_be_seen() {
    List<GridOutline> grids = RandomTown.generate(5, 4, 0.004, 10);
    Map<Integer, Integer> firstZoom = new HashMap<>();
    for (ZoomCoverage zoom : generalize(grids)) {
      for (ZoomCoverage.GridShape grid : zoom.grids()) {
        firstZoom.merge(grids.get((int) grid.id() - 1).level(), zoom.zoom(), Math::min);
      }
    }
    assertThat(firstZoom).containsExactlyInAnyOrderEntriesOf(Map.of(1, 6, 2, 11, 3, 13));
  }

  @Test
  void each_border_is_drawn_once_with_the_level_of_the_highest_grid_that_uses_it() {
    List<GridOutline> grids = RandomTown.generate(7, 2, 0.004, 0);
    ZoomCoverage deepest = generalize(grids).getFirst();
    Map<Integer, Long> count = new HashMap<>();
    Set<Set<List<Integer>>> segments = new HashSet<>();
    for (ZoomCoverage.Border border : deepest.borders()) {
      int[] line = border.line().parts().getFirst();
      for (int k = 2; k < line.length; k += 2) {
        assertThat(
                segments.add(
                    Set.of(List.of(line[k - 2], line[k - 1]), List.of(line[k], line[k + 1]))))
            .isTrue();
        count.merge(border.level(), 1L, Long::sum);
      }
    }
    // 6 x 6 leaves: 24 sides outside, 12 between the four districts, 48 within them.
    assertThat(count).containsExactlyInAnyOrderEntriesOf(Map.of(1, 24L, 2, 12L, 3, 48L));
  }

  @Test
  void a_grid_too_small_for_a_zoom_keeps_its_place_in_the_list_without_a_shape()
      throws ParseException {
    WKTReader wkt = new WKTReader();
    List<GridOutline> grids =
        List.of(
            new GridOutline(
                1, 1, wkt.read("POLYGON((118 25, 118.1 25, 118.1 25.1, 118 25.1, 118 25))")),
            new GridOutline(
                2, 1, wkt.read("POLYGON((118.2 25, 118.20001 25, 118.20001 25.00001, 118.2 25))")));
    ZoomCoverage coarsest = generalize(grids).getLast();
    assertThat(coarsest.grids()).hasSize(2);
    assertThat(coarsest.grids().getFirst().polygons().isEmpty()).isFalse();
  }

  @Test
  void a_hole_and_the_island_in_it_stay_apart_from_the_ring_around_them() throws ParseException {
    Geometry ring =
        new WKTReader()
            .read(
                "POLYGON((118 25, 118.03 25, 118.03 25.03, 118 25.03, 118 25),"
                    + "(118.01 25.01, 118.02 25.01, 118.02 25.02, 118.01 25.02, 118.01 25.01))");
    Geometry island =
        new WKTReader()
            .read(
                "POLYGON((118.01 25.01, 118.02 25.01, 118.02 25.02, 118.01 25.02, 118.01 25.01))");
    for (ZoomCoverage zoom :
        generalize(List.of(new GridOutline(1, 1, ring), new GridOutline(2, 1, island)))) {
      if (zoom.zoom() >= 11) {
        assertThat(zoom.grids().getFirst().polygons().parts()).hasSize(2);
        assertThat(zoom.grids().getLast().polygons().parts()).hasSize(1);
      }
    }
  }

  @Test
  void a_dirty_division_is_drawn_without_an_exception() throws ParseException {
    WKTReader wkt = new WKTReader();
    List<GridOutline> grids = new ArrayList<>(RandomTown.generate(3, 2, 0.004, 8));
    grids.add(
        new GridOutline(
            900, 3, wkt.read("POLYGON((118 25, 118.01 25.01, 118.01 25, 118 25.01, 118 25))")));
    grids.add(new GridOutline(901, 3, wkt.read("POLYGON((118 25, 118.01 25, 118 25, 118 25))")));
    grids.add(new GridOutline(902, 2, wkt.read("MULTIPOLYGON EMPTY")));
    grids.add(new GridOutline(903, 3, grids.get(4).geometry()));
    grids.add(
        new GridOutline(
            904,
            3,
            wkt.read(
                "POLYGON((118.001 25.001, 118.0070001 25.002, 118.003 25.009, 118.001 25.001))")));
    Random random = new Random(17);
    for (int i = 0; i < 30; i++) {
      Coordinate[] ring = new Coordinate[12];
      for (int k = 0; k < 11; k++) {
        ring[k] = new Coordinate(118 + random.nextDouble() / 50, 25 + random.nextDouble() / 50);
      }
      ring[11] = ring[0];
      grids.add(new GridOutline(1000 + i, 1 + i % 4, FACTORY.createPolygon(ring)));
    }
    assertThatCode(() -> generalize(grids)).doesNotThrowAnyException();
  }

  @Test
  void shapes_survive_being_stored_as_bytes() {
    for (ZoomCoverage zoom : generalize(RandomTown.generate(21, 1, 0.004, 6))) {
      for (ZoomCoverage.GridShape grid : zoom.grids()) {
        LatticeShape read = LatticeShape.fromBytes(grid.polygons().toBytes());
        assertThat(read.parts()).hasSameSizeAs(grid.polygons().parts());
        for (int i = 0; i < read.parts().size(); i++) {
          assertThat(read.parts().get(i)).isEqualTo(grid.polygons().parts().get(i));
        }
      }
    }
  }

  private static List<ZoomCoverage> generalize(List<GridOutline> grids) {
    List<ZoomCoverage> zooms = new ArrayList<>();
    CoverageGeneralizer.generalize(grids, zooms::add);
    return zooms;
  }

  private static Map<Integer, List<Geometry>> polygonsByLevel(
      List<GridOutline> grids, ZoomCoverage zoom) {
    Map<Long, Integer> levels = new HashMap<>();
    grids.forEach(grid -> levels.put(grid.id(), grid.level()));
    Map<Integer, List<Geometry>> polygons = new HashMap<>();
    for (ZoomCoverage.GridShape grid : zoom.grids()) {
      int level = java.util.Objects.requireNonNull(levels.get(grid.id()));
      polygons
          .computeIfAbsent(level, key -> new ArrayList<>())
          .add(LatticeGeometries.polygons(grid.polygons().parts()));
    }
    return polygons;
  }
}
