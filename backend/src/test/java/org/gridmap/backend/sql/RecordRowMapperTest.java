package org.gridmap.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows become records by the names of their columns. */
@FoundationTest
class RecordRowMapperTest {
  private record Shift(
      long shiftId,
      @Nullable Integer people,
      DayOfWeek onDay,
      @Nullable DayOfWeek untilDay,
      @Nullable LocalDate since,
      Instant startsAt,
      @Nullable Instant endsAt,
      List<DayOfWeek> freeDays,
      List<Double> place,
      @Nullable List<Long> houses) {}

  @Autowired private JdbcClient jdbc;

  private Shift read(String columns) {
    return jdbc.sql("SELECT " + columns).query(new RecordRowMapper<>(Shift.class)).single();
  }

  @Test
  void moments_enumerations_and_lists_come_as_they_are_stored() {
    assertThat(
            read(
                """
                5 AS unasked, ARRAY[1, 2]::bigint[] AS houses, 7 AS shift_id, 3 AS people, 'MONDAY' AS on_day,
                'FRIDAY' AS until_day, date '2026-02-28' AS since,
                timestamptz '2026-03-01 08:00:00.123456+08' AS starts_at, timestamptz '2026-03-02 00:00:00Z' AS ends_at,
                ARRAY['SUNDAY', 'SATURDAY'] AS free_days, ARRAY[121.5, 31.25]::float8[] AS place
                """))
        .isEqualTo(
            new Shift(
                7,
                3,
                DayOfWeek.MONDAY,
                DayOfWeek.FRIDAY,
                LocalDate.of(2026, 2, 28),
                Instant.parse("2026-03-01T00:00:00.123456Z"),
                Instant.parse("2026-03-02T00:00:00Z"),
                List.of(DayOfWeek.SUNDAY, DayOfWeek.SATURDAY),
                List.of(121.5, 31.25),
                List.of(1L, 2L)));
  }

  @Test
  void what_is_not_known_is_null_in_the_record() {
    Shift shift =
        read(
            """
            7 AS shift_id, NULL::int AS people, 'MONDAY' AS on_day, NULL::text AS until_day, NULL::date AS since,
            now() AS starts_at, NULL::timestamptz AS ends_at, '{}'::text[] AS free_days,
            '{}'::float8[] AS place, NULL::bigint[] AS houses
            """);
    assertThat(shift.people()).isNull();
    assertThat(shift.untilDay()).isNull();
    assertThat(shift.since()).isNull();
    assertThat(shift.endsAt()).isNull();
    assertThat(shift.houses()).isNull();
    assertThat(shift.freeDays()).isEmpty();
  }

  @Test
  void a_geometry_comes_with_every_digit_and_a_point_as_a_coordinate_too() {
    record Plot(Geometry outline, Coordinate door, @Nullable Coordinate gate) {}
    Plot plot =
        jdbc.sql(
                """
                SELECT ST_MakeEnvelope(121.4, 31.1, 121.400000001, 31.2, 4490) AS outline,
                  ST_SetSRID(ST_MakePoint(121.123456789012, 31.3), 4490) AS door, NULL::geometry AS gate
                """)
            .query(new RecordRowMapper<>(Plot.class))
            .single();
    assertThat(plot.outline().getEnvelopeInternal())
        .isEqualTo(new Envelope(121.4, 121.400000001, 31.1, 31.2));
    assertThat(plot.outline().getSRID()).isEqualTo(4490);
    assertThat(plot.door()).isEqualTo(new Coordinate(121.123456789012, 31.3));
    assertThat(plot.gate()).isNull();
  }

  @Test
  void a_missing_number_is_never_taken_for_zero() {
    record Counted(long people, Instant at) {}
    assertThatThrownBy(() ->
            jdbc.sql("SELECT NULL::bigint AS people, now() AS at")
                .query(new RecordRowMapper<>(Counted.class))
                .single())
        .hasMessageContaining("null");
  }
}
