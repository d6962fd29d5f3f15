package org.gridmap.backend.event.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.gridmap.backend.event.workflow.ShippedEvents;
import org.junit.jupiter.api.Test;

class WorkingCalendarTest {
  private static final ZoneId TOWN = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final WorkingCalendar SHIPPED = ShippedEvents.read().calendar();

  private record Case(String from, Deadline deadline, String due, String about) {}

  @Test
  void deadlines_fall_where_a_table_made_by_hand_says() throws IOException {
    List<Case> cases = table();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
    for (Case one : cases) {
      Instant due = SHIPPED.due(at(one.from()), one.deadline());
      assertThat(LocalDateTime.ofInstant(due, TOWN).format(MINUTE))
          .as(one.about())
          .isEqualTo(one.due());
    }
  }

  @Test
  void until_a_deadline_exactly_its_time_is_worked() {
    Random random = new Random(14);
    for (int i = 0; i < 5_000; i++) {
      Instant from = at("2026-01-01 00:00").plus(Duration.ofMinutes(random.nextInt(400 * 24 * 60)));
      Duration time = Duration.ofMinutes(1 + random.nextInt(10_000));
      Instant due = SHIPPED.due(from, Deadline.ofWork(time));
      assertThat(SHIPPED.worked(from, due)).isEqualTo(time);
      assertThat(SHIPPED.worked(from, due.minusSeconds(60)))
          .isEqualTo(time.minus(Duration.ofMinutes(1)));
    }
    assertThat(SHIPPED.worked(at("2026-03-03 10:00"), at("2026-03-03 09:00"))).isZero();
  }

  @Test
  void an_office_that_never_closes_has_days_from_midnight_to_midnight() {
    WorkingCalendar always =
        new WorkingCalendar(
            TOWN,
            List.of(new OfficeHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)),
            EnumSet.allOf(DayOfWeek.class),
            Set.of(),
            Set.of());
    Deadline day = Deadline.ofWork(Duration.ofHours(24));
    assertThat(always.due(at("2026-12-31 13:00"), day)).isEqualTo(at("2027-01-01 13:00"));
    assertThat(always.due(at("2028-02-29 00:00"), day)).isEqualTo(at("2028-03-01 00:00"));
    assertThat(always.worked(at("2026-12-31 13:00"), at("2027-01-01 13:00"))).hasHours(24);
  }

  @Test
  void a_night_shift_ends_at_midnight() {
    WorkingCalendar night =
        new WorkingCalendar(
            TOWN,
            List.of(new OfficeHours(LocalTime.of(22, 0), LocalTime.MIDNIGHT)),
            EnumSet.of(DayOfWeek.TUESDAY),
            Set.of(),
            Set.of());
    assertThat(night.due(at("2026-03-03 23:00"), Deadline.ofWork(Duration.ofHours(1))))
        .isEqualTo(at("2026-03-04 00:00"));
    assertThat(night.due(at("2026-03-03 23:00"), Deadline.ofWork(Duration.ofHours(2))))
        .isEqualTo(at("2026-03-10 23:00"));
  }

  @Test
  void a_calendar_that_contradicts_itself_is_refused() {
    LocalDate day = LocalDate.of(2026, 1, 4);
    OfficeHours morning = new OfficeHours(LocalTime.of(8, 0), LocalTime.of(12, 0));
    Set<DayOfWeek> week = EnumSet.of(DayOfWeek.MONDAY);
    assertThatThrownBy(
            () -> new WorkingCalendar(TOWN, List.of(morning), week, Set.of(day), Set.of(day)))
        .hasMessageContaining("2026-01-04");
    assertThatThrownBy(
            () -> new WorkingCalendar(TOWN, List.of(morning, morning), week, Set.of(), Set.of()))
        .hasMessageContaining("08:00");
    assertThatThrownBy(() -> new WorkingCalendar(TOWN, List.of(), week, Set.of(), Set.of()))
        .hasMessageContaining("office hours");
    assertThatThrownBy(() -> new OfficeHours(LocalTime.NOON, LocalTime.NOON))
        .hasMessageContaining("end too early");
    assertThatThrownBy(() -> Deadline.ofWork(Duration.ZERO)).hasMessageContaining("some time");
  }

  private static List<Case> table() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(WorkingCalendarTest.class.getResourceAsStream("deadlines.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.startsWith("#")) {
          String[] parts = line.split(" \\| ");
          Duration time = Duration.ofMinutes(Long.parseLong(parts[1].replace("clock ", "")));
          Deadline deadline = new Deadline(time, parts[1].startsWith("clock"));
          cases.add(new Case(parts[0], deadline, parts[2], parts[3]));
        }
      }
    }
    return cases;
  }

  private static Instant at(String minute) {
    return LocalDateTime.parse(minute, MINUTE).atZone(TOWN).toInstant();
  }
}
