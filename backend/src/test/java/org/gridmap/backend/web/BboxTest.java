package org.gridmap.backend.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BboxTest {
  @Test
  void six_numbers_are_a_box_with_heights_that_do_not_count() {
    assertThat(Bbox.parse("1,2,-5,3,4,9")).contains(new Bbox(1, 2, 3, 4));
  }

  @Test
  void a_box_across_the_180th_meridian_falls_into_two() {
    assertThat(Bbox.parse("179,-1,-179,1").orElseThrow().split())
        .containsExactly(new Bbox(179, -1, 180, 1), new Bbox(-180, -1, -179, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1,2,3",
        "1,2,3,4,5",
        "a,2,3,4",
        "NaN,2,3,4",
        "1e999,2,3,4",
        "0x1p3,2,3,4",
        "181,2,3,4",
        "1,91,3,92",
        "1,4,3,2",
        "1,2,9,3,4,8",
        "1,,3,4",
        "1;2;3;4",
        "Infinity,0,1,1"
      })
  void what_is_no_box_on_the_earth_is_refused(String text) {
    assertThatThrownBy(() -> Bbox.parse(text)).isInstanceOf(ProblemException.class);
  }
}
