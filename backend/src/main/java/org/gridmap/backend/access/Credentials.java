package org.gridmap.backend.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises who sent a request, by the cookie of a session or by a token. */
public interface Credentials {
  /**
   * For how many seconds nobody has been at the page that sends a request. What a page asks for by
   * itself is no use of the session by its owner.
   */
  String IDLE_SECONDS = "Idle-Seconds";

  /**
   * Somebody who was recognised.
   *
   * @param caller who it is
   * @param csrfToken what a request that changes something must repeat; null for programs, which
   *     send their token with intent
   */
  record SignedIn(Caller caller, @Nullable String csrfToken) {}

  /** Who sent the request; empty for nobody, and for credentials that are no longer good. */
  Optional<SignedIn> find(HttpServletRequest request);

  /**
   * Who sent a request that only reads, from memory alone, for answers that need no database; empty
   * also for somebody who is not in memory now, and where nothing is kept in memory.
   *
   * @param cookies value of the {@code Cookie} header
   * @param authorization value of the {@code Authorization} header
   * @param idleSeconds value of the header {@link #IDLE_SECONDS}
   */
  default Optional<SignedIn> known(
      @Nullable String cookies, @Nullable String authorization, @Nullable String idleSeconds) {
    return Optional.empty();
  }
}
