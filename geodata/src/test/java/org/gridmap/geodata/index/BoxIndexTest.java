package org.gridmap.geodata.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoxIndexTest {
  private static final double MARGIN_X = 0.4;
  private static final double MARGIN_Y = 0.7;

  @Test
  void every_two_boxes_near_each_other_are_shown_once() {
    for (int count : new int[] {0, 1, 2, 16, 17, 300, 1000}) {
      double[] boxes = boxes(count);
      List<String> shown = new ArrayList<>();
      boolean whole =
          new BoxIndex(boxes)
              .visitPairs(
                  MARGIN_X,
                  MARGIN_Y,
                  (one, other) -> shown.add(Math.min(one, other) + " " + Math.max(one, other)));

      assertThat(whole).isTrue();
      assertThat(shown).containsExactlyInAnyOrderElementsOf(near(boxes));
    }
  }

  @Test
  void a_visitor_that_has_seen_enough_is_shown_no_more_pairs() {
    List<Integer> shown = new ArrayList<>();
    boolean whole =
        new BoxIndex(boxes(300))
            .visitPairs(
                MARGIN_X,
                MARGIN_Y,
                (one, other) -> {
                  shown.add(one);
                  return shown.size() < 5;
                });

    assertThat(whole).isFalse();
    assertThat(shown).hasSize(5);
  }

  @Test
  void a_visit_of_no_boxes_is_whole() {
    assertThat(new BoxIndex(new double[0]).visit(0, 0, 1, 1, box -> false)).isTrue();
  }

  private static double[] boxes(int count) {
    SplittableRandom random = new SplittableRandom(count);
    double[] boxes = new double[4 * count];
    for (int i = 0; i < count; i++) {
      boxes[4 * i] = 50 * random.nextDouble();
      boxes[4 * i + 1] = 50 * random.nextDouble();
      boxes[4 * i + 2] = boxes[4 * i] + 2 * random.nextDouble();
      boxes[4 * i + 3] = boxes[4 * i + 1] + 2 * random.nextDouble();
    }
    return boxes;
  }

  private static List<String> near(double[] boxes) {
    List<String> near = new ArrayList<>();
    for (int a = 0; 4 * a < boxes.length; a++) {
      for (int b = a + 1; 4 * b < boxes.length; b++) {
        if (boxes[4 * b] <= boxes[4 * a + 2] + MARGIN_X
            && boxes[4 * b + 2] >= boxes[4 * a] - MARGIN_X
            && boxes[4 * b + 1] <= boxes[4 * a + 3] + MARGIN_Y
            && boxes[4 * b + 3] >= boxes[4 * a + 1] - MARGIN_Y) {
          near.add(a + " " + b);
        }
      }
    }
    return near;
  }
}
