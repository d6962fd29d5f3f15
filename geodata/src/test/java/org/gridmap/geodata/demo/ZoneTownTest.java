package org.gridmap.geodata.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.geodata.code.AdministrativeCodes;
import org.gridmap.geodata.code.Gb15;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.demo.place.TownIndex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;

class ZoneTownTest {
  private static final ZoneSize SMALL = new ZoneSize(5, 24, 700, 1_750, 10, 1);
  private static DemoTown zone;

  @BeforeAll
  static void generate() {
    zone = DemoTown.zone(ZoneSize.REPORTED, 20_261_122);
  }

  private static List<DemoGrid> level(int level) {
    return zone.grids().stream().filter(grid -> grid.level() == level).toList();
  }

  @Test
  void it_has_78_villages_381_leaf_grids_and_170965_residents() {
    assertThat(zone.name()).isEqualTo("泉州台商投资区");
    assertThat(level(1)).hasSize(1);
    assertThat(level(2)).hasSize(78);
    assertThat(zone.grids().stream().filter(DemoGrid::leaf)).hasSize(381);
    assertThat(zone.houses().stream().mapToInt(DemoHouse::residents).sum()).isEqualTo(170_965);
    assertThat(zone.houses()).hasSizeBetween(20_000, 32_000).allMatch(h -> h.residents() >= 0);
  }

  @Test
  void some_villages_have_work_areas_and_in_others_the_leaves_lie_directly_below() {
    assertThat(level(3).stream().filter(DemoGrid::leaf).count()).isGreaterThan(100);
    assertThat(level(3).stream().filter(grid -> !grid.leaf()).count()).isGreaterThan(20);
    assertThat(level(4)).hasSizeGreaterThan(60).allMatch(DemoGrid::leaf);
    Map<String, Set<Boolean>> kinds =
        level(3).stream()
            .collect(
                Collectors.groupingBy(
                    grid -> Objects.requireNonNull(grid.parentCode()),
                    Collectors.mapping(DemoGrid::leaf, Collectors.toSet())));
    assertThat(kinds).hasSize(78).allSatisfy((village, leaf) -> assertThat(leaf).hasSize(1));
  }

  @Test
  void codes_are_unique_begin_with_that_of_the_parents_village_and_come_after_their_parents() {
    Gb15 scheme = new Gb15(AdministrativeCodes.shipped());
    Map<String, Integer> levels = new HashMap<>();
    for (DemoGrid grid : zone.grids()) {
      assertThat(levels.put(grid.code(), grid.level())).isNull();
      String parent = grid.parentCode();
      if (parent != null) {
        assertThat(levels.get(parent)).isEqualTo(grid.level() - 1);
        assertThat(grid.code()).startsWith(parent.length() > 12 ? parent.substring(0, 12) : parent);
      }
      if (grid.level() > 2) {
        assertThat(scheme.fault(grid.code())).isEmpty();
      }
    }
    assertThat(zone.grids().stream().map(DemoGrid::name)).doesNotHaveDuplicates();
    assertThat(zone.roads().stream().map(DemoRoad::name)).doesNotHaveDuplicates();
    assertThat(zone.roads().stream().map(DemoRoad::sourceId)).doesNotHaveDuplicates();
  }

  @Test
  void every_grid_is_tiled_exactly_by_those_below_it() {
    for (DemoGrid parent : zone.grids()) {
      List<GridShape> children =
          zone.grids().stream()
              .filter(grid -> parent.code().equals(grid.parentCode()))
              .map(grid -> new GridShape(grid.code(), grid.polygon()))
              .toList();
      if (!parent.leaf()) {
        assertThat(children).as(parent.name()).hasSizeGreaterThan(1);
        assertThat(
                CoverageCheck.check(children, parent.polygon(), CoverageCheckOptions.standard())
                    .findings())
            .as(parent.name())
            .isEmpty();
      }
    }
  }

  @Test
  void every_house_stands_wholly_in_one_leaf_and_touches_no_other() {
    TownIndex index = new TownIndex(zone);
    Set<String> numbers = new HashSet<>();
    STRtree built = new STRtree();
    zone.houses().forEach(house -> built.insert(house.footprint().getEnvelopeInternal(), house));
    for (DemoHouse house : zone.houses()) {
      assertThat(numbers.add(house.number())).as(house.number()).isTrue();
      Polygon leaf = (Polygon) index.grid(index.gridOf(house)).polygon();
      assertThat(leaf.contains(house.footprint())).as(house.number()).isTrue();
      assertThat(leaf.contains(house.entrance())).as(house.number()).isTrue();
      for (Object other : built.query(house.footprint().getEnvelopeInternal())) {
        assertThat(other == house || !((DemoHouse) other).footprint().intersects(house.footprint()))
            .as(house.number())
            .isTrue();
      }
    }
    assertThat(zone.houses().stream().map(DemoHouse::sourceId)).doesNotHaveDuplicates();
    assertThat(zone.grids().stream().filter(DemoGrid::leaf))
        .allMatch(leaf -> !index.housesOf(leaf.code()).isEmpty());
  }

  @Test
  void the_same_seed_gives_the_same_zone_and_another_one_another() {
    DemoTown first = DemoTown.zone(SMALL, 3);
    assertThat(DemoTown.zone(SMALL, 3)).isEqualTo(first);
    assertThat(DemoTown.zone(SMALL, 4).grids()).isNotEqualTo(first.grids());
    assertThat(first.grids().stream().filter(DemoGrid::leaf)).hasSize(24);
  }

  @Test
  void figures_that_no_zone_can_have_are_refused() {
    assertThatThrownBy(() -> new ZoneSize(5, 9, 700, 1_750, 10, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ZoneSize(5, 24, 700, 699, 10, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ZoneSize(5, 24, 700, 1_750, 10, 11))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
