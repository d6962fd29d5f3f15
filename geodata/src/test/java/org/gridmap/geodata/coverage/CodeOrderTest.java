package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeOrderTest {
  private static final List<String> IN_ORDER =
      List.of(
          "1",
          "01",
          "2",
          "9a",
          "10",
          "350582103220",
          "350582103220-2",
          "350582103220-10",
          "99999999999999999999999999",
          "100000000000000000000000000",
          "A1[row 2]",
          "A1[row 10]",
          "row 1",
          "row 2",
          "row 2(x)",
          "row 10",
          "东门2",
          "东门10");

  @Test
  void numbers_in_codes_are_ordered_by_number_and_words_as_words() {
    List<String> codes = new ArrayList<>(IN_ORDER);
    Collections.shuffle(codes, new Random(7));
    codes.sort(CodeOrder.CODES);

    // One number written in two ways has an order too, whichever.
    assertThat(codes.subList(2, codes.size())).isEqualTo(IN_ORDER.subList(2, IN_ORDER.size()));
    assertThat(codes.subList(0, 2)).containsExactlyInAnyOrder("1", "01");
  }

  @Test
  void the_order_contradicts_itself_nowhere() {
    Random random = new Random(11);
    List<String> codes = new ArrayList<>(IN_ORDER);
    for (int i = 0; i < 200; i++) {
      StringBuilder code = new StringBuilder();
      for (int k = random.nextInt(5); k >= 0; k--) {
        code.append("0019a-".charAt(random.nextInt(6)));
      }
      codes.add(code.toString());
    }
    for (String a : codes) {
      for (String b : codes) {
        int order = Integer.signum(CodeOrder.CODES.compare(a, b));
        assertThat(order).isEqualTo(-Integer.signum(CodeOrder.CODES.compare(b, a)));
        assertThat(order == 0).isEqualTo(a.equals(b));
        for (String c : codes.subList(0, 40)) {
          if (order < 0 && CodeOrder.CODES.compare(b, c) < 0) {
            assertThat(CodeOrder.CODES.compare(a, c)).isNegative();
          }
        }
      }
    }
  }
}
