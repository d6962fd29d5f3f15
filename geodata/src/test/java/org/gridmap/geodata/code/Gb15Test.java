package org.gridmap.geodata.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gridmap.geodata.code.GridCodeScheme.Role;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

class Gb15Test {
  private static final String YANGDAI = "350582103220";
  private final AdministrativeCodes places = AdministrativeCodes.shipped();
  private final Gb15 scheme = new Gb15(places);

  @Test
  void the_shipped_tables_hold_1166_villages() {
    assertThat(places.villages()).isEqualTo(1166);
  }

  @Test
  void villages_are_found_by_code_and_by_everyday_or_official_name() {
    assertThat(places.nameOf(YANGDAI)).contains("洋埭村");
    assertThat(places.nameOf("350582103")).contains("陈埭镇");
    assertThat(places.nameOf("350582")).contains("晋江市");
    assertThat(places.nameOf("350582111207")).contains("古厝村");
    assertThat(places.codesOf("洋埭村")).containsExactly(YANGDAI);
    assertThat(places.codesOf("洋埭村委会")).containsExactly(YANGDAI);
    assertThat(places.codesOf("青新社区")).containsExactly("350582001004");
    assertThat(places.nameOf("999999")).isEmpty();
  }

  @Test
  void a_code_is_described_in_words() {
    assertThat(scheme.describe(YANGDAI + "007")).isEqualTo("晋江市陈埭镇洋埭村第7网格");
    assertThat(scheme.describe(YANGDAI + "602")).isEqualTo("晋江市陈埭镇洋埭村第2并村网格");
    assertThat(scheme.describe(YANGDAI + "903")).isEqualTo("晋江市陈埭镇洋埭村第3片区");
    assertThat(scheme.villageOf(YANGDAI + "007")).isEqualTo(YANGDAI);
  }

  @Test
  void what_is_not_a_code_is_told_why() {
    assertThat(scheme.fault(YANGDAI + "001")).isEmpty();
    assertThat(scheme.fault(YANGDAI)).hasValueSatisfying(f -> assertThat(f).contains("15"));
    assertThat(scheme.fault(YANGDAI + "000")).isPresent();
    assertThat(scheme.fault(YANGDAI + "00a")).isPresent();
    assertThat(scheme.fault(YANGDAI + "00１")).isPresent();
    assertThatThrownBy(() -> scheme.describe("x")).isInstanceOf(GridCodeException.class);
  }

  @Test
  void four_grids_are_numbered_from_the_north_west_to_the_south_east() {
    List<Coordinate> corners =
        List.of(
            new Coordinate(10, 0),
            new Coordinate(0, 10),
            new Coordinate(0, 0),
            new Coordinate(10, 10));
    assertThat(scheme.number(YANGDAI, Role.LEAF, corners, Set.of()))
        .containsExactly(YANGDAI + "004", YANGDAI + "001", YANGDAI + "003", YANGDAI + "002");
  }

  @Test
  void any_places_get_unique_numbers_without_holes_west_to_east_in_bands_north_to_south() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      List<Coordinate> points = new ArrayList<>();
      int n = 1 + random.nextInt(90);
      for (int i = 0; i < n; i++) {
        points.add(new Coordinate(118 + random.nextDouble(), 24 + random.nextDouble()));
      }
      List<String> codes = scheme.number(YANGDAI, Role.LEAF, points, Set.of());
      assertThat(new HashSet<>(codes)).hasSize(n);
      Coordinate[] inOrder = new Coordinate[n];
      for (int i = 0; i < n; i++) {
        inOrder[Integer.parseInt(codes.get(i).substring(12)) - 1] = points.get(i);
      }
      double height =
          points.stream().mapToDouble(p -> p.y).max().orElseThrow()
              - points.stream().mapToDouble(p -> p.y).min().orElseThrow();
      double band = height / Math.ceil(Math.sqrt(n));
      for (int i = 1; i < n; i++) {
        Coordinate before = inOrder[i - 1];
        Coordinate after = inOrder[i];
        boolean eastwards = after.x >= before.x && Math.abs(after.y - before.y) <= band + 1e-9;
        assertThat(eastwards || after.y <= before.y).isTrue();
      }
    }
  }

  @Test
  void the_order_of_the_input_does_not_change_a_grids_number() {
    List<Coordinate> points =
        List.of(new Coordinate(3, 1), new Coordinate(1, 2), new Coordinate(2, 9));
    List<String> codes = scheme.number(YANGDAI, Role.LEAF, points, Set.of());
    List<String> backwards = scheme.number(YANGDAI, Role.LEAF, points.reversed(), Set.of());
    assertThat(backwards).isEqualTo(codes.reversed());
  }

  @Test
  void roles_have_ranges_of_their_own_and_taken_codes_are_passed_over() {
    List<Coordinate> one = List.of(new Coordinate(0, 0));
    assertThat(scheme.number(YANGDAI, Role.MERGED_LEAF, one, Set.of()))
        .containsExactly(YANGDAI + "601");
    assertThat(scheme.number(YANGDAI, Role.HIGHER, one, Set.of(YANGDAI + "901")))
        .containsExactly(YANGDAI + "902");
    assertThat(scheme.roleOf(YANGDAI + "902")).isEqualTo(Role.HIGHER);
  }

  @Test
  void a_range_that_is_used_up_is_refused() {
    List<Coordinate> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(new Coordinate(i, 0));
    }
    assertThatThrownBy(() -> scheme.number(YANGDAI, Role.HIGHER, many, Set.of()))
        .isInstanceOf(GridCodeException.class)
        .hasMessageContaining("used up");
  }
}
