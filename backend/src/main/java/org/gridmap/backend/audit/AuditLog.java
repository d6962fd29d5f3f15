package org.gridmap.backend.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.sql.AuditPool;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the audit log. An entry is on the disk when {@link #record} returns; whoever shows or
 * changes something calls it first and does nothing if it throws.
 *
 * <p>Entries form a hash chain, so they are stored one after the other. Waiting callers share one
 * transaction (group commit): the caller whose turn it is writes the entries of all who wait.
 */
@Component
public class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int PATIENCE_SECONDS = 10;
  private static final int MOST_AT_ONCE = 100;
  private static final String REQUEST_ATTRIBUTE = AuditLog.class.getName() + ".request";

  /** Classes of SQL states that are about this one entry and not about the database. */
  private static final String ENTRY_REFUSED = "2[23].*";

  private static final String INSERT =
      """
      INSERT INTO audit.entry (account_id, login, via, action, outcome, subject_type, subject_id,
        purpose, detail, request, address)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
      """;

  private final DataSource pool;
  private final JsonMapper json;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  AuditLog(@AuditPool DataSource pool, JsonMapper json) {
    this.pool = pool;
    this.json = json;
  }

  /** One entry that waits to be stored; only the caller whose turn it is touches its fields. */
  private static final class Waiting {
    final AuditEvent event;
    final @Nullable Caller actor;
    final @Nullable String request;
    final @Nullable String address;
    boolean stored;
    @Nullable SQLException failure;

    Waiting(AuditEvent event, @Nullable Caller actor) {
      this.event = event;
      this.actor = actor;
      HttpServletRequest current = currentRequest();
      this.request = current == null ? null : number(current);
      this.address = current == null ? null : current.getRemoteAddr();
    }
  }

  /**
   * Stores an entry about what the caller of this thread does, and commits it.
   *
   * @throws ProblemException {@code dependency-unavailable} if the entry is not stored: what it is
   *     about must not happen
   */
  public void record(AuditEvent event) {
    record(event, CurrentUser.find().orElse(null));
  }

  /**
   * As {@link #record(AuditEvent)} for somebody else than the caller of this thread.
   *
   * @param actor who does it; null if nobody has signed in
   */
  public void record(AuditEvent event, @Nullable Caller actor) {
    Waiting entry = new Waiting(event, actor);
    queue.add(entry);
    boolean mine = false;
    try {
      mine = turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
      while (mine && !entry.stored && entry.failure == null) {
        storeAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (mine) {
        turn.unlock();
      }
    }
    if (!mine || !entry.stored) {
      queue.remove(entry);
      @Nullable SQLException failure = mine ? entry.failure : null;
      LOG.error(
          "An entry of the audit log was not stored, SQL state {}",
          failure == null ? "none: no turn in time" : failure.getSQLState());
      throw new ProblemException(
          WebProblems.DEPENDENCY_UNAVAILABLE,
          "The audit log cannot be written, so nothing was done. Try again in a few seconds.");
    }
  }

  private void storeAll() {
    List<Waiting> entries = new ArrayList<>();
    for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
      entries.add(next);
      if (entries.size() == MOST_AT_ONCE) {
        break;
      }
    }
    try {
      store(entries);
    } catch (SQLException e) {
      if (entries.size() > 1 && refusesEntry(e)) {
        // One entry made the transaction fail; each is stored by itself, so that the others are not
        // lost.
        entries.forEach(this::storeAlone);
      } else {
        entries.forEach(entry -> entry.failure = e);
      }
    }
  }

  private void storeAlone(Waiting entry) {
    try {
      store(List.of(entry));
    } catch (SQLException e) {
      entry.failure = e;
    }
  }

  /**
   * Stores entries in one transaction, all or none. A connection of its own: no other transaction.
   */
  private void store(List<Waiting> entries) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
        for (Waiting entry : entries) {
          bind(statement, entry);
          statement.addBatch();
        }
        statement.executeBatch();
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
    entries.forEach(entry -> entry.stored = true);
  }

  private void bind(PreparedStatement statement, Waiting entry) throws SQLException {
    AuditEvent event = entry.event;
    Caller actor = entry.actor;
    SubjectType about = event.subjectType();
    statement.setObject(1, actor == null ? null : actor.accountId(), Types.BIGINT);
    statement.setString(2, actor == null ? null : actor.login());
    statement.setString(3, actor == null ? null : actor.via().name());
    statement.setString(4, event.action().name());
    statement.setString(5, event.outcome().name());
    statement.setString(6, about == null ? null : about.word());
    statement.setObject(7, event.subjectId(), Types.BIGINT);
    statement.setString(8, event.purpose());
    statement.setString(9, json.writeValueAsString(new TreeMap<>(event.detail())));
    statement.setString(10, entry.request);
    statement.setString(11, entry.address);
  }

  private static boolean refusesEntry(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.matches(ENTRY_REFUSED);
  }

  private static @Nullable HttpServletRequest currentRequest() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
        ? servlet.getRequest()
        : null;
  }

  /** What entries of one request have in common. */
  private static String number(HttpServletRequest request) {
    if (request.getAttribute(REQUEST_ATTRIBUTE) instanceof String known) {
      return known;
    }
    String made = UUID.randomUUID().toString();
    request.setAttribute(REQUEST_ATTRIBUTE, made);
    return made;
  }
}
