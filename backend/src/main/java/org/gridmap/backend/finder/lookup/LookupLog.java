package org.gridmap.backend.finder.lookup;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditOutcome;
import org.gridmap.backend.audit.cipher.KeyedDigest;
import org.gridmap.backend.register.RetentionDue;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts what each account tries out against hidden values, for all servers and beyond a restart. A
 * look-up counts as a miss from before it is answered until it turned out otherwise, so many at
 * once are no more than one after another.
 *
 * <p>Whether one is refused depends on those before it and on its own text, never on what it would
 * have met: a refusal must not be an answer.
 */
@Component
class LookupLog {
  private static final int DIGEST_BYTES = 20;

  private final JdbcClient jdbc;
  private final JdbcClient job;
  private final KeyedDigest digests;
  private final AuditLog audit;
  private final LookupProperties limits;

  LookupLog(
      JdbcClient jdbc,
      @JobPool JdbcClient job,
      KeyedDigest digests,
      AuditLog audit,
      LookupProperties limits) {
    this.jdbc = jdbc;
    this.job = job;
    this.digests = digests;
    this.audit = audit;
    this.limits = limits;
  }

  /** A look-up of the last day; the seconds say when it leaves the hour and the day. */
  private record Past(
      long id,
      String kind,
      List<String> texts,
      List<String> about,
      boolean missed,
      @Nullable List<Long> touched,
      double secondsOfHour,
      double secondsOfDay) {
    boolean isRecent() {
      return secondsOfHour > 0;
    }

    boolean isLookUp() {
      return !kind.equals("ENTRY");
    }
  }

  private static final RowMapper<Past> PAST = new RecordRowMapper<>(Past.class);

  private record Refusal(String reason, String detail, double seconds, @Nullable Long resident) {}

  /** Either the number of the row, or why not. */
  record Admission(@Nullable Long id, boolean grown, @Nullable ProblemException refusal) {}

  /** Look-ups that the caller has left for now. */
  @Transactional(readOnly = true)
  public int left() {
    int used =
        jdbc.sql(
                """
                SELECT count(*) FROM person.lookup WHERE account_id = :account AND kind <> 'ENTRY'
                  AND first_at > now() - interval '1 day'
                """)
            .param("account", CurrentUser.get().accountId())
            .query(Integer.class)
            .single();
    return Math.max(0, limits.mostPerDay() - used);
  }

  @EventListener
  public void forget(RetentionDue due) {
    job.sql("DELETE FROM person.lookup WHERE at < now() - make_interval(secs => ?)")
        .param(due.keepReveals().toSeconds())
        .update();
  }

  int perDay() {
    return limits.mostPerDay();
  }

  /**
   * Counts a look-up of the caller before it is made. A text that goes on from one of the last day,
   * or back in it, is that one; so is the same again.
   *
   * @param kind NAME, PHONE, or ENTRY for what is written into a record and compared with others
   * @param beginnings what is tried out, behind everything that is the same while it is typed
   * @param shown what the mask shows of those whom it may meet
   */
  @Transactional
  public Admission admit(String kind, List<String> beginnings, Collection<String> shown) {
    long account = CurrentUser.get().accountId();
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('lookup', :account))")
        .param("account", account)
        .query()
        .singleRow();
    List<Past> past = new ArrayList<>(list(account));
    List<String> texts =
        beginnings.stream().map(begun -> digest("look-up " + kind, begun)).toList();
    List<String> about = shown.stream().map(seen -> digest("look-up about " + kind, seen)).toList();
    Past grows = null;
    for (Past one : past) {
      if (one.kind().equals(kind) && one.texts().contains(texts.getLast())) {
        return new Admission(one.id(), false, null);
      }
      if (one.kind().equals(kind) && texts.contains(one.texts().getLast())) {
        grows = one;
      }
    }
    // Half a phone shows less than a whole one: a text that grew is held against the limits anew.
    if (grows != null) {
      past.remove(grows);
    }
    Refusal refusal = refusal(kind, past, about);
    if (refusal != null) {
      return new Admission(null, false, tell(kind, refusal));
    }
    if (grows == null) {
      return new Admission(insert(account, kind, texts, about), true, null);
    }
    grow(grows.id(), texts, about);
    return new Admission(grows.id(), true, null);
  }

  private void grow(long id, List<String> texts, List<String> about) {
    jdbc.sql(
            """
            UPDATE person.lookup SET texts = :texts, about = :about, at = now(), missed = true
            WHERE id = :id
            """)
        .param("texts", texts.toArray(String[]::new))
        .param("about", about.toArray(String[]::new))
        .param("id", id)
        .update();
  }

  private long insert(long account, String kind, List<String> texts, List<String> about) {
    return jdbc.sql(
            """
            INSERT INTO person.lookup (account_id, kind, texts, about)
            VALUES (:account, :kind, :texts, :about) RETURNING id
            """)
        .param("account", account)
        .param("kind", kind)
        .param("texts", texts.toArray(String[]::new))
        .param("about", about.toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  /**
   * Notes what a look-up met.
   *
   * @param whole whether it met somebody's whole name or phone
   * @param touched whom it met at all
   */
  @Transactional
  public void met(Admission admission, boolean whole, Collection<Long> touched) {
    jdbc.sql(
            """
            UPDATE person.lookup SET at = now(), missed = CASE WHEN :grown THEN NOT :whole ELSE missed END,
              touched = ARRAY(SELECT DISTINCT unnest(coalesce(touched, '{}') || CAST(:touched AS bigint[])))
            WHERE id = :id
            """)
        .param("grown", admission.grown())
        .param("whole", whole)
        .param("touched", touched.toArray(Long[]::new))
        .param("id", admission.id())
        .update();
  }

  private @Nullable Refusal refusal(String kind, List<Past> past, List<String> about) {
    for (String one : about) {
      List<Past> missed =
          past.stream()
              .filter(row -> row.isRecent() && row.missed() && row.about().contains(one))
              .toList();
      if (missed.size() >= limits.mostAboutOnePerHour()) {
        return new Refusal(
            kind.equals("NAME")
                ? "same-surname"
                : kind.equals("PHONE") ? "same-phone" : "same-record",
            "So many different look-ups missed with this family name or phone within an hour that"
                + " no more are answered for now. The auditor has been told.",
            wait(missed),
            null);
      }
    }
    if (kind.equals("ENTRY")) {
      return null;
    }
    List<Past> lookUps = past.stream().filter(Past::isLookUp).toList();
    Map<Long, Integer> touched = new HashMap<>();
    List<Past> recent = lookUps.stream().filter(Past::isRecent).toList();
    recent.forEach(row -> {
      List<Long> people = row.touched();
      if (people != null) {
        people.forEach(id -> touched.merge(id, 1, Integer::sum));
      }
    });
    // One that has not been answered yet may touch anybody.
    int open = (int) recent.stream().filter(row -> row.touched() == null).count();
    for (Map.Entry<Long, Integer> person : touched.entrySet()) {
      if (person.getValue() + open >= limits.mostAboutOnePerHour()) {
        return new Refusal(
            "same-person",
            "So many different look-ups touched the same person within an hour that no more are"
                + " answered for now. The auditor has been told.",
            wait(recent),
            person.getKey());
      }
    }
    List<Past> today = lookUps.stream().filter(row -> row.secondsOfDay() > 0).toList();
    return today.size() < limits.mostPerDay()
        ? null
        : new Refusal(
            "budget",
            "This account has looked up as much as it may in a day.",
            today.get(today.size() - limits.mostPerDay()).secondsOfDay(),
            null);
  }

  /** Until fewer than the limit are left in the hour, at the earliest. */
  private double wait(List<Past> rows) {
    List<Double> seconds = rows.stream().map(Past::secondsOfHour).sorted().toList();
    return seconds.get(Math.max(0, seconds.size() - limits.mostAboutOnePerHour()));
  }

  private ProblemException tell(String kind, Refusal refusal) {
    audit.record(
        new AuditEvent(
            AuditAction.LOOKUP_REFUSED,
            refusal.resident() == null ? null : SubjectType.RESIDENT,
            refusal.resident(),
            null,
            AuditOutcome.REFUSED,
            Map.of("kind", kind.toLowerCase(java.util.Locale.ROOT), "reason", refusal.reason())));
    return ProblemException.retryAfter(
        Duration.ofMillis((long) (refusal.seconds() * 1000)),
        AccessProblems.RATE_LIMITED,
        refusal.detail(),
        Map.of("reason", refusal.reason(), "lookupsPerDay", limits.mostPerDay()));
  }

  /** The oldest first. */
  private List<Past> list(long account) {
    return jdbc.sql(
            """
            SELECT id, kind, texts, about, missed, touched,
              extract(epoch FROM at + interval '1 hour' - clock_timestamp())::float8 AS seconds_of_hour,
              extract(epoch FROM first_at + interval '1 day' - clock_timestamp())::float8 AS seconds_of_day
            FROM person.lookup WHERE account_id = :account AND at > clock_timestamp() - interval '1 day'
            ORDER BY first_at, id
            """)
        .param("account", account)
        .query(PAST)
        .list();
  }

  private String digest(String purpose, String text) {
    byte[] digest = digests.of(purpose, text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
  }
}
