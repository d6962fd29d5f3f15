package org.gridmap.backend.identity.session;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** One session as this server remembers it. */
final class CachedSession {
  private final long id;
  private final long accountId;
  private final boolean signedIn;
  private final boolean factorShown;
  private final String csrfToken;
  private final Instant createdAt;
  private final AtomicReference<Instant> lastSeen;
  private final AtomicReference<Instant> lastWritten;

  /**
   * @param signedIn false while a second factor is still to be shown
   * @param factorShown whether one was shown
   * @param csrfToken what a request that changes something repeats
   */
  CachedSession(
      long id,
      long accountId,
      boolean signedIn,
      boolean factorShown,
      String csrfToken,
      Instant createdAt,
      Instant lastSeenAt) {
    this.id = id;
    this.accountId = accountId;
    this.signedIn = signedIn;
    this.factorShown = factorShown;
    this.csrfToken = csrfToken;
    this.createdAt = createdAt;
    this.lastSeen = new AtomicReference<>(lastSeenAt);
    this.lastWritten = new AtomicReference<>(lastSeenAt);
  }

  long id() {
    return id;
  }

  long accountId() {
    return accountId;
  }

  boolean signedIn() {
    return signedIn;
  }

  boolean factorShown() {
    return factorShown;
  }

  String csrfToken() {
    return csrfToken;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant lastSeen() {
    return lastSeen.get();
  }

  /** Notes when its owner was here; true for the one caller a minute who should store it. */
  boolean seen(Instant moment) {
    lastSeen.accumulateAndGet(moment, (one, other) -> one.isAfter(other) ? one : other);
    Instant written = lastWritten.get();
    return moment.isAfter(written.plus(Sessions.WRITTEN_EVERY))
        && lastWritten.compareAndSet(written, moment);
  }
}
