package org.gridmap.backend.event.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * When time runs: the office hours of working days in the zone of the town. A day of the list of
 * rest days is free although its weekday is not, a moved workday is worked although its weekday is
 * free.
 *
 * @param zone where the office stands
 * @param hours stretches of a working day, in order and apart from each other; at least one
 * @param weekdays the days of the week that are worked
 * @param restDays days that are free by decree
 * @param workdays days that are worked by decree
 */
public record WorkingCalendar(
    ZoneId zone,
    List<OfficeHours> hours,
    Set<DayOfWeek> weekdays,
    Set<LocalDate> restDays,
    Set<LocalDate> workdays) {

  public WorkingCalendar {
    hours = List.copyOf(hours);
    weekdays = Set.copyOf(weekdays);
    restDays = Set.copyOf(restDays);
    workdays = Set.copyOf(workdays);
    if (hours.isEmpty() || weekdays.isEmpty()) {
      throw new IllegalArgumentException("A calendar without office hours ends no deadline.");
    }
    for (int i = 1; i < hours.size(); i++) {
      if (hours.get(i).from().toNanoOfDay() < hours.get(i - 1).endNanos()) {
        throw new IllegalArgumentException(
            "Office hours from " + hours.get(i).from() + " begin before the last ones end.");
      }
    }
    for (LocalDate day : restDays) {
      if (workdays.contains(day)) {
        throw new IllegalArgumentException(day + " is a rest day and a workday.");
      }
    }
  }

  /** Whether the office opens on that day. */
  public boolean isWorked(LocalDate day) {
    return workdays.contains(day)
        || (weekdays.contains(day.getDayOfWeek()) && !restDays.contains(day));
  }

  /**
   * The moment at which the time is used up. Work that ends with the office's day is due then, not
   * when the office opens again.
   *
   * @param from when the time begins to run
   */
  public Instant due(Instant from, Deadline deadline) {
    if (deadline.clock()) {
      return from.plus(deadline.time());
    }
    Duration left = deadline.time();
    for (LocalDate day = from.atZone(zone).toLocalDate(); ; day = day.plusDays(1)) {
      if (isWorked(day)) {
        for (OfficeHours stretch : hours) {
          Instant opens = later(from, at(day, stretch.from().toNanoOfDay()));
          Duration open = Duration.between(opens, at(day, stretch.endNanos()));
          if (open.compareTo(left) >= 0) {
            return opens.plus(left);
          }
          if (open.isPositive()) {
            left = left.minus(open);
          }
        }
      }
    }
  }

  /** Office time between two moments; zero if they stand the other way round. */
  public Duration worked(Instant from, Instant until) {
    Duration sum = Duration.ZERO;
    LocalDate last = until.atZone(zone).toLocalDate();
    for (LocalDate day = from.atZone(zone).toLocalDate();
        !day.isAfter(last);
        day = day.plusDays(1)) {
      if (isWorked(day)) {
        for (OfficeHours stretch : hours) {
          Instant opens = later(from, at(day, stretch.from().toNanoOfDay()));
          Instant closes = at(day, stretch.endNanos());
          Duration open = Duration.between(opens, until.isBefore(closes) ? until : closes);
          sum = open.isPositive() ? sum.plus(open) : sum;
        }
      }
    }
    return sum;
  }

  private Instant at(LocalDate day, long nanos) {
    return nanos == Duration.ofDays(1).toNanos()
        ? day.plusDays(1).atStartOfDay(zone).toInstant()
        : ZonedDateTime.of(day, LocalTime.ofNanoOfDay(nanos), zone).toInstant();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
