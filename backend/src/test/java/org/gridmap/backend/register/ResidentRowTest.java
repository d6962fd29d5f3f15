package org.gridmap.backend.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResidentRowTest {
  @Test
  void households_stand_together_with_the_head_first_then_the_eldest_then_who_has_no_year() {
    Stream<ResidentRow> people =
        Stream.of(
            row(1, 9, "HEAD", 1950),
            row(2, 7, "OTHER", null),
            row(3, 7, "OTHER", 1970),
            row(4, 7, "OTHER", 1960),
            row(5, 7, "HEAD", 1990),
            row(6, 7, "OTHER", 1960));
    assertThat(people.sorted(ResidentRow.ORDER).map(ResidentRow::id))
        .containsExactly(5L, 4L, 6L, 3L, 2L, 1L);
  }

  private static ResidentRow row(
      long id, long household, String relation, @Nullable Integer birthYear) {
    return new ResidentRow(
        id,
        household,
        1L,
        "",
        "UNKNOWN",
        birthYear,
        relation,
        null,
        null,
        "",
        "",
        List.of(),
        List.of(),
        null,
        null,
        0,
        Instant.EPOCH);
  }
}
