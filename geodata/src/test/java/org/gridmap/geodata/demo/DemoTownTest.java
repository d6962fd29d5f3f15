package org.gridmap.geodata.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.geodata.code.AdministrativeCodes;
import org.gridmap.geodata.code.Gb15;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;

class DemoTownTest {
  private static DemoTown town;

  @BeforeAll
  static void generate() {
    town = DemoTown.generate(1);
  }

  private static List<DemoGrid> level(int level) {
    return town.grids().stream().filter(g -> g.level() == level).toList();
  }

  @Test
  void it_has_1_village_8_zones_76_leaf_grids_2580_houses_and_53000_residents() {
    assertThat(town.name()).isEqualTo("洋埭村");
    assertThat(level(1)).hasSize(1);
    assertThat(level(2)).hasSize(8);
    assertThat(level(3)).hasSize(76);
    assertThat(town.houses()).hasSize(2_580);
    assertThat(town.houses().stream().mapToInt(DemoHouse::residents).sum()).isEqualTo(53_000);
    assertThat(town.houses()).allMatch(h -> h.residents() >= 0);
  }

  @Test
  void codes_names_and_parents_are_right_and_unique() {
    Gb15 scheme = new Gb15(AdministrativeCodes.shipped());
    Set<String> codes = new HashSet<>();
    Map<String, Integer> levels = new HashMap<>();
    for (DemoGrid grid : town.grids()) {
      assertThat(codes.add(grid.code())).isTrue();
      levels.put(grid.code(), grid.level());
      if (grid.level() == 1) {
        assertThat(grid.code()).isEqualTo("350582103220");
        assertThat(grid.parentCode()).isNull();
      } else {
        assertThat(scheme.fault(grid.code())).isEmpty();
        assertThat(levels.get(grid.parentCode())).isEqualTo(grid.level() - 1);
      }
    }
  }

  @Test
  void the_leaves_of_every_zone_and_of_the_village_tile_it_exactly() {
    for (DemoGrid parent : town.grids()) {
      List<Geometry> children =
          town.grids().stream()
              .filter(g -> parent.level() == 1 ? g.leaf() : parent.code().equals(g.parentCode()))
              .map(DemoGrid::polygon)
              .toList();
      if (children.isEmpty()) {
        continue;
      }
      Geometry[] coverage = children.toArray(Geometry[]::new);
      assertThat(CoverageValidator.isValid(coverage)).isTrue();
      assertThat(CoverageUnion.union(coverage).equalsTopo(parent.polygon())).isTrue();
      assertThat(children.stream().mapToDouble(Geometry::getArea).sum())
          .isCloseTo(parent.polygon().getArea(), within(1e-15));
      Set<Coordinate> known = new HashSet<>();
      children.forEach(child -> known.addAll(List.of(child.getCoordinates())));
      assertThat(known).containsAll(List.of(parent.polygon().getCoordinates()));
    }
  }

  @Test
  void two_corners_are_the_same_or_clearly_apart() {
    Set<Coordinate> corners = new HashSet<>();
    level(3).forEach(g -> corners.addAll(List.of(g.polygon().getCoordinates())));
    STRtree index = new STRtree();
    corners.forEach(c -> index.insert(new Envelope(c), c));
    for (Coordinate corner : corners) {
      Envelope near = new Envelope(corner);
      near.expandBy(1e-6);
      for (Object other : index.query(near)) {
        assertThat(corner.equals(other) || corner.distance((Coordinate) other) > 8e-7).isTrue();
      }
    }
  }

  @Test
  void every_border_runs_along_a_street_except_at_the_fields() {
    STRtree streets = new STRtree();
    town.roads().forEach(r -> streets.insert(r.line().getEnvelopeInternal(), r.line()));
    Geometry rim = town.grids().get(0).polygon().getBoundary();
    for (DemoGrid grid : level(3)) {
      for (Coordinate c : grid.polygon().getCoordinates()) {
        Geometry vertex = LocalPlane.DEGREES.createPoint(c);
        boolean onStreet =
            streets.query(vertex.buffer(2e-6).getEnvelopeInternal()).stream()
                .anyMatch(line -> ((Geometry) line).isWithinDistance(vertex, 1e-6));
        assertThat(onStreet || rim.isWithinDistance(vertex, 1e-6)).isTrue();
      }
    }
  }

  @Test
  void degrees_have_at_most_eight_decimals_and_lie_in_chendai() {
    for (DemoGrid grid : town.grids()) {
      assertThat(grid.polygon().getSRID()).isEqualTo(4490);
      assertThat(grid.polygon().isValid()).isTrue();
      for (Coordinate c : grid.polygon().getCoordinates()) {
        assertThat(c.x).isEqualTo(Math.round(c.x * 1e8) / 1e8).isBetween(118.60, 118.64);
        assertThat(c.y).isEqualTo(Math.round(c.y * 1e8) / 1e8).isBetween(24.81, 24.85);
      }
    }
  }

  @Test
  void every_house_stands_inside_exactly_one_leaf_with_its_door() {
    Map<String, Integer> residents = new HashMap<>();
    List<DemoGrid> leaves = level(3);
    for (DemoHouse house : town.houses()) {
      List<DemoGrid> homes =
          leaves.stream().filter(g -> g.polygon().intersects(house.footprint())).toList();
      assertThat(homes).hasSize(1);
      DemoGrid home = homes.get(0);
      assertThat(home.polygon().contains(house.footprint())).isTrue();
      assertThat(home.polygon().contains(house.entrance())).isTrue();
      assertThat(house.footprint().contains(house.entrance())).isFalse();
      assertThat(house.footprint().distance(house.entrance())).isLessThan(1e-5);
      residents.merge(home.code(), house.residents(), Integer::sum);
    }
    List<DemoGrid> base = leaves.stream().filter(g -> g.kind().equals("BASE")).toList();
    long normal =
        base.stream()
            .mapToInt(g -> residents.getOrDefault(g.code(), 0))
            .filter(people -> people >= 500 && people <= 1000)
            .count();
    assertThat(normal).isGreaterThanOrEqualTo(base.size() - 2L);
  }

  @Test
  void no_two_houses_overlap_and_none_stands_on_a_street() {
    STRtree index = new STRtree();
    for (DemoHouse house : town.houses()) {
      index.insert(house.footprint().getEnvelopeInternal(), house);
      assertThat(house.footprint().isValid()).isTrue();
    }
    for (DemoHouse house : town.houses()) {
      for (Object item : index.query(house.footprint().getEnvelopeInternal())) {
        DemoHouse other = (DemoHouse) item;
        assertThat(other == house || !other.footprint().intersects(house.footprint())).isTrue();
      }
    }
    double metre = 9e-6;
    for (DemoRoad road : town.roads()) {
      for (Object item : index.query(road.line().getEnvelopeInternal())) {
        assertThat(road.line().isWithinDistance(((DemoHouse) item).footprint(), metre)).isFalse();
      }
    }
  }

  @Test
  void some_grids_are_exclusive_and_three_of_them_are_islands() {
    List<DemoGrid> exclusive = level(3).stream().filter(g -> g.kind().equals("EXCLUSIVE")).toList();
    assertThat(exclusive)
        .extracting(DemoGrid::name)
        .contains("洋埭中心小学", "洋埭医院", "洋埭农贸市场", "腾跃鞋业", "江滨花园");
    long islands =
        level(3).stream().mapToInt(g -> ((Polygon) g.polygon()).getNumInteriorRing()).sum();
    assertThat(islands).isEqualTo(3);
  }

  @Test
  void houses_have_unique_numbers_and_believable_figures() {
    assertThat(town.houses().stream().map(DemoHouse::number).distinct()).hasSize(2_580);
    assertThat(town.houses().stream().map(DemoHouse::sourceId).distinct()).hasSize(2_580);
    assertThat(town.roads().stream().map(DemoRoad::name).distinct()).hasSize(town.roads().size());
    assertThat(town.houses())
        .allMatch(h -> h.floors() >= 1 && h.floors() <= 12)
        .allMatch(h -> h.heightMetres() > 2.5 * h.floors() && h.heightMetres() < 6.5 * h.floors())
        .allMatch(h -> h.number().endsWith("号") && h.address().endsWith(h.number()));
    assertThat(town.houses().stream().map(DemoHouse::use).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "RESIDENTIAL", "COMMERCIAL", "INDUSTRIAL", "PUBLIC", "MIXED", "STORAGE", "OTHER");
    assertThat(town.roads().stream().map(DemoRoad::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("primary", "secondary", "residential", "footway");
    assertThat(town.houses()).anyMatch(h -> h.aliases().contains("大埕厝"));
  }

  @Test
  void the_same_seed_gives_the_same_bytes_in_any_locale_and_another_seed_another_town() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(hash(DemoTown.generate(1))).isEqualTo(hash(town));
    } finally {
      Locale.setDefault(usual);
    }
    for (long seed = 2; seed < 5; seed++) {
      DemoTown other = DemoTown.generate(seed);
      assertThat(hash(other)).isNotEqualTo(hash(town));
      assertThat(other.houses()).hasSize(2_580);
      assertThat(other.houses().stream().mapToInt(DemoHouse::residents).sum()).isEqualTo(53_000);
      Geometry[] leaves =
          other.grids().stream()
              .filter(DemoGrid::leaf)
              .map(DemoGrid::polygon)
              .toArray(Geometry[]::new);
      assertThat(leaves).hasSize(76);
      assertThat(CoverageValidator.isValid(leaves)).isTrue();
      assertThat(PlantedFaults.places(other)).hasSize(10);
    }
  }

  private static String hash(DemoTown town) {
    try {
      byte[] bytes = Objects.toString(town).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
