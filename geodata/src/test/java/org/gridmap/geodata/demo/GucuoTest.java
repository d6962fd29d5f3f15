package org.gridmap.geodata.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridmap.geodata.code.AdministrativeCodes;
import org.gridmap.geodata.code.Gb15;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.CoverageReport;
import org.gridmap.geodata.coverage.GridShape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.index.strtree.STRtree;

class GucuoTest {
  private static DemoTown village;

  @BeforeAll
  static void generate() {
    village = DemoTown.gucuo(20_261_122);
  }

  private static List<DemoGrid> leaves() {
    return village.grids().stream().filter(DemoGrid::leaf).toList();
  }

  @Test
  void its_code_is_the_official_one_and_its_grids_are_numbered_by_the_scheme() {
    AdministrativeCodes places = AdministrativeCodes.shipped();
    assertThat(places.nameOf(village.rootCode())).contains("古厝村");
    assertThat(places.nameOf(village.rootCode().substring(0, 9))).contains("永和镇");
    Gb15 scheme = new Gb15(places);
    assertThat(leaves()).hasSize(4);
    for (DemoGrid leaf : leaves()) {
      assertThat(scheme.fault(leaf.code())).isEmpty();
      assertThat(scheme.villageOf(leaf.code())).isEqualTo(village.rootCode());
      assertThat(leaf.parentCode()).isEqualTo(village.rootCode());
    }
    assertThat(leaves())
        .extracting(leaf -> leaf.code().substring(12))
        .containsExactly("001", "002", "003", "004");
  }

  @Test
  void its_grids_tile_it_without_a_finding() {
    List<GridShape> shapes =
        leaves().stream().map(leaf -> new GridShape(leaf.code(), leaf.polygon())).toList();
    CoverageReport report =
        CoverageCheck.check(
            shapes, village.grids().get(0).polygon(), CoverageCheckOptions.standard());
    assertThat(report.findings()).isEmpty();
    assertThat(report.clean()).isTrue();
  }

  @Test
  void the_third_grid_has_154_houses_and_490_people_and_every_house_stands_in_one_grid() {
    Map<String, int[]> counts = new TreeMap<>();
    for (DemoHouse house : village.houses()) {
      List<DemoGrid> homes =
          leaves().stream().filter(g -> g.polygon().intersects(house.footprint())).toList();
      assertThat(homes).hasSize(1);
      assertThat(homes.get(0).polygon().contains(house.footprint())).isTrue();
      assertThat(homes.get(0).polygon().contains(house.entrance())).isTrue();
      assertThat(house.footprint().contains(house.entrance())).isFalse();
      int[] count = counts.computeIfAbsent(homes.get(0).code(), code -> new int[2]);
      count[0]++;
      count[1] += house.residents();
    }
    assertThat(counts).hasSize(4);
    assertThat(counts.get(village.rootCode() + "003")).containsExactly(154, 490);
  }

  @Test
  void no_two_houses_overlap_and_numbers_are_unique() {
    STRtree index = new STRtree();
    village.houses().forEach(h -> index.insert(h.footprint().getEnvelopeInternal(), h));
    for (DemoHouse house : village.houses()) {
      for (Object item : index.query(house.footprint().getEnvelopeInternal())) {
        DemoHouse other = (DemoHouse) item;
        assertThat(other == house || !other.footprint().intersects(house.footprint())).isTrue();
      }
      for (DemoRoad road : village.roads()) {
        assertThat(road.line().isWithinDistance(house.footprint(), 9e-6)).isFalse();
      }
    }
    assertThat(village.houses()).extracting(DemoHouse::number).doesNotHaveDuplicates();
    assertThat(village.houses()).extracting(DemoHouse::sourceId).doesNotHaveDuplicates();
    assertThat(village.roads()).extracting(DemoRoad::name).doesNotHaveDuplicates();
  }

  @Test
  void it_lies_kilometres_from_yangdai_and_no_house_has_the_name_of_one_there() {
    DemoTown yangdai = DemoTown.generate(20_261_122);
    double degrees = village.grids().get(0).polygon().distance(yangdai.grids().get(0).polygon());
    assertThat(degrees).isGreaterThan(0.05);
    List<String> there = yangdai.houses().stream().map(DemoHouse::sourceId).toList();
    assertThat(village.houses()).extracting(DemoHouse::sourceId).doesNotContainAnyElementsOf(there);
  }

  @Test
  void the_same_seed_gives_the_same_village_and_every_seed_gives_one() {
    assertThat(DemoTown.gucuo(20_261_122).toString()).isEqualTo(village.toString());
    for (long seed = 1; seed < 4; seed++) {
      DemoTown other = DemoTown.gucuo(seed);
      assertThat(other.houses()).hasSameSizeAs(village.houses());
      assertThat(other.toString()).isNotEqualTo(village.toString());
    }
  }
}
