package org.gridmap.backend.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditTrail.AuditEntry;
import org.gridmap.backend.audit.AuditTrail.AuditQuery;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log for its auditors. Reading it leaves an entry too. */
@Tag(name = "Audit")
@RestController
class AuditController {
  private static final Logger LOG = LoggerFactory.getLogger(AuditController.class);
  private static final int USUAL_LIMIT = 50;
  private static final int GREATEST_LIMIT = 500;
  private static final Duration BETWEEN_ENTRIES_OF_A_READER = Duration.ofMinutes(1);
  private static final int MOST_READERS = 1000;

  /**
   * @param items entries, newest first
   * @param next what to give as {@code before} for the entries that come after these; absent at the
   *     end
   * @param logins what the accounts are called today that these entries are about or name, by their
   *     numbers
   */
  record AuditPage(List<AuditEntry> items, @Nullable Long next, Map<Long, String> logins) {}

  /**
   * @param items every action that an entry can have
   */
  record AuditActionList(List<AuditAction> items) {}

  private final AuditTrail trail;
  private final AuditLog log;
  private final AuditVerification verification;
  private final AccountLogins logins;
  private final ReentrantLock verifying = new ReentrantLock();

  /** Who turned pages within the last minute, by account. */
  private final Cache<Long, Boolean> readers =
      Caffeine.newBuilder()
          .expireAfterWrite(BETWEEN_ENTRIES_OF_A_READER)
          .maximumSize(MOST_READERS)
          .build();

  AuditController(
      AuditTrail trail,
      AuditLog log,
      AuditVerification verification,
      Optional<AccountLogins> logins) {
    this.trail = trail;
    this.log = log;
    this.verification = verification;
    // Where nobody keeps accounts, nobody has a login.
    this.logins = logins.orElse(accounts -> Map.of());
  }

  @Operation(summary = "Entries of the audit log, newest first")
  @GetMapping(path = "/api/audit", produces = "application/json")
  AuditPage list(
      @Parameter(description = "not older than this moment (RFC 3339)")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "older than this moment (RFC 3339)") @RequestParam(required = false)
          @Nullable String to,
      @Parameter(schema = @Schema(implementation = AuditAction.class))
          @RequestParam(required = false)
          @Nullable String action,
      @Parameter(description = "number of the account that did it") @RequestParam(required = false)
          @Nullable String account,
      @Parameter(schema = @Schema(implementation = SubjectType.class))
          @RequestParam(required = false)
          @Nullable String subjectType,
      @RequestParam(required = false) @Nullable String subjectId,
      @Parameter(description = "entries with a smaller number; what 'next' said")
          @RequestParam(required = false)
          @Nullable String before,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletResponse response) {
    AuditQuery question =
        new AuditQuery(
            moment("from", from),
            moment("to", to),
            action(action),
            number("account", account),
            subjectType(subjectType),
            number("subjectId", subjectId),
            number("before", before));
    int most =
        (int) QueryParameters.findNumber("limit", limit, 1, GREATEST_LIMIT).orElse(USUAL_LIMIT);
    recordReading(question);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    List<AuditEntry> found = trail.list(question, most + 1);
    boolean more = found.size() > most;
    List<AuditEntry> items = more ? found.subList(0, most) : found;
    return new AuditPage(
        items, more ? items.getLast().id() : null, logins.findLogins(accountsIn(items)));
  }

  @Operation(summary = "Every action that an entry can have")
  @GetMapping(path = "/api/audit/actions", produces = "application/json")
  AuditActionList actions() {
    return new AuditActionList(List.of(AuditAction.values()));
  }

  @Operation(summary = "Check the whole audit log for changes")
  @PostMapping(path = "/api/audit/verification", produces = "application/json")
  AuditVerification.VerificationResult verify(HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (!verifying.tryLock()) {
      throw new ProblemException(
          WebProblems.OVERLOADED, "The log is being checked already. Try again in a while.");
    }
    try {
      AuditVerification.VerificationResult verdict = verification.run();
      log.record(verdict.event());
      return verdict;
    } catch (IOException | SQLException e) {
      LOG.error("The audit log cannot be checked", e);
      throw new ProblemException(
          WebProblems.DEPENDENCY_UNAVAILABLE, "The audit log cannot be read. Try again later.");
    } finally {
      verifying.unlock();
    }
  }

  /** Each question is an entry; turning its pages is one at most for each minute. */
  private void recordReading(AuditQuery question) {
    long reader = CurrentUser.get().accountId();
    if (question.before() != null && readers.getIfPresent(reader) != null) {
      return;
    }
    Map<String, String> detail = new HashMap<>();
    TreeSet<String> filter = new TreeSet<>();
    if (question.from() != null) {
      detail.put("from", question.from().toString());
    }
    if (question.until() != null) {
      detail.put("until", question.until().toString());
    }
    if (question.action() != null) {
      detail.put("action", question.action().name());
    }
    if (question.account() != null) {
      filter.add("account");
    }
    if (question.before() != null) {
      filter.add("before");
    }
    if (!filter.isEmpty()) {
      detail.put("filter", String.join(",", filter));
    }
    log.record(
        new AuditEvent(
            AuditAction.AUDIT_READ,
            question.subjectType(),
            question.subjectId(),
            null,
            AuditOutcome.DONE,
            detail));
    readers.put(reader, Boolean.TRUE);
  }

  /** Accounts that entries are about, or name in their details. */
  private static Set<Long> accountsIn(List<AuditEntry> entries) {
    Set<Long> accounts = new HashSet<>();
    for (AuditEntry entry : entries) {
      Long about = entry.subjectId();
      if (entry.subjectType() == SubjectType.ACCOUNT && about != null) {
        accounts.add(about);
      }
      String named = entry.detail().get("account");
      if (named != null) {
        accounts.add(Long.parseLong(named));
      }
    }
    return accounts;
  }

  private static @Nullable Instant moment(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Instant moment =
          java.time.OffsetDateTime.parse(text)
              .toInstant()
              .truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
      int year = moment.atOffset(java.time.ZoneOffset.UTC).getYear();
      if (year >= 1970 && year <= 9999) {
        return moment;
      }
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    throw QueryParameters.malformed(
        "The parameter '" + name + "' is a moment such as 2026-11-22T08:00:00Z.");
  }

  private static @Nullable AuditAction action(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(AuditAction.values())
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            QueryParameters.malformed(
                "The parameter 'action' is one of those at /api/audit/actions."));
  }

  private static @Nullable SubjectType subjectType(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return SubjectType.find(word)
        .orElseThrow(() ->
            QueryParameters.malformed(
                "The parameter 'subjectType' is one of "
                    + Arrays.stream(SubjectType.values()).map(SubjectType::word).toList()
                    + "."));
  }

  private static @Nullable Long number(String name, @Nullable String text) {
    var number = QueryParameters.findNumber(name, text, 1, Long.MAX_VALUE);
    return number.isPresent() ? number.getAsLong() : null;
  }
}
