package org.gridmap.backend.identity;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Works out Argon2id hashes, a few at a time on threads of their own: each takes a processor and 19
 * MiB for a while, and many sign-ins at once must not take the map's processors and memory.
 */
@Component
public class PasswordHashes implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordHashes.class);
  private static final Duration LATER = Duration.ofSeconds(2);
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final Argon2PasswordEncoder argon;
  private final ThreadPoolExecutor threads;
  private final AtomicLong evaluated = new AtomicLong();
  private volatile @Nullable String hashOfNobody;

  PasswordHashes(PasswordProperties properties) {
    this.argon =
        new Argon2PasswordEncoder(
            SALT_BYTES, HASH_BYTES, 1, properties.hashMemoryKib(), properties.hashPasses());
    this.threads =
        new ThreadPoolExecutor(
            properties.hashers(),
            properties.hashers(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(properties.hashesWaiting()),
            // Platform threads: a hash on a virtual one would hold the carrier that serves tiles.
            Thread.ofPlatform().daemon().name("password-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    if (properties.hashMemoryKib() < PasswordProperties.USUAL_MEMORY_KIB) {
      LOG.warn("Passwords are hashed with less memory than they should be; this is for tests only");
    }
  }

  /**
   * The hash of a new password, with a salt of its own and its parameters.
   *
   * @throws ProblemException {@code overloaded} if too many wait already
   */
  public String hash(String password) {
    return run(() -> String.valueOf(argon.encode(password)));
  }

  /**
   * Whether a password fits a hash. Without a hash it never does, after the same work: how long an
   * answer takes says nothing about who exists.
   *
   * @throws ProblemException {@code overloaded} if too many wait already
   */
  public boolean matches(String password, @Nullable String hash) {
    return run(() -> {
      evaluated.incrementAndGet();
      boolean fits = argon.matches(password, hash == null ? nobody() : hash);
      return fits && hash != null;
    });
  }

  /** Passwords compared since the start. */
  public long evaluated() {
    return evaluated.get();
  }

  private String nobody() {
    String known = hashOfNobody;
    if (known == null) {
      known = String.valueOf(argon.encode(OpaqueToken.create()));
      hashOfNobody = known;
    }
    return known;
  }

  private <T> T run(Callable<T> work) {
    try {
      Future<T> result = threads.submit(work);
      return result.get();
    } catch (RejectedExecutionException e) {
      throw ProblemException.retryAfter(
          LATER,
          WebProblems.OVERLOADED,
          "Too many people are signing in. Try again in a moment.",
          Map.of());
    } catch (ExecutionException e) {
      throw new IllegalStateException("A password could not be hashed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(WebProblems.OVERLOADED, "The server is stopping.");
    }
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
