package org.gridmap.geodata.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalfEdgesTest {
  /** Two triangles on both sides of the segment from (0, 0) to (1, 1). */
  private static HalfEdges kite() {
    return of(
        new double[][] {
          {0, 0, 1, 1}, {0, 0, 1, 0}, {1, 0, 1, 1}, {1, 1, 0, 1}, {0, 1, 0, 0},
        });
  }

  private static HalfEdges of(double[][] segments) {
    PointTable points = new PointTable(8);
    int[] start = new int[2 * segments.length];
    for (int s = 0; s < segments.length; s++) {
      start[2 * s] = points.number(segments[s][0], segments[s][1]);
      start[2 * s + 1] = points.number(segments[s][2], segments[s][3]);
    }
    return new HalfEdges(points, start);
  }

  @Test
  void a_walk_keeps_the_same_land_on_its_left() {
    HalfEdges kite = kite();

    assertThat(kite.cycles()).isEqualTo(3);
    List<Integer> upper = new ArrayList<>();
    kite.along(kite.cycle(0), upper::add);
    assertThat(upper).containsExactly(0, 6, 8);
    assertThat(kite.cycle(1)).isEqualTo(kite.cycle(2)).isEqualTo(kite.cycle(4));
    assertThat(kite.cycle(3)).isEqualTo(kite.cycle(9)).isNotEqualTo(kite.cycle(0));
  }

  @Test
  void what_leaves_a_point_comes_counter_clockwise_from_below() {
    HalfEdges kite = kite();
    List<Integer> around = new ArrayList<>();
    kite.leaving(kite.start(0), around::add);

    assertThat(around).containsExactly(2, 0, 9);
  }

  @Test
  void a_line_that_ends_in_the_open_is_walked_on_both_sides() {
    HalfEdges line = of(new double[][] {{0, 0, 1, 0}});

    assertThat(line.cycles()).isEqualTo(1);
    assertThat(line.next(0)).isEqualTo(1);
    assertThat(line.degree(line.start(0))).isEqualTo(1);
  }

  @Test
  void many_lines_around_one_point_are_in_order_too() {
    double[][] star = new double[40][];
    for (int i = 0; i < star.length; i++) {
      double angle = 2 * Math.PI * (7 * i % star.length) / star.length - 1.5;
      star[i] = new double[] {0, 0, Math.cos(angle), Math.sin(angle)};
    }
    HalfEdges halves = of(star);
    List<Integer> around = new ArrayList<>();
    halves.leaving(halves.start(0), around::add);

    for (int i = 1; i < around.size(); i++) {
      assertThat(7 * (around.get(i) / 2) % star.length)
          .isGreaterThan(7 * (around.get(i - 1) / 2) % star.length);
    }
  }
}
