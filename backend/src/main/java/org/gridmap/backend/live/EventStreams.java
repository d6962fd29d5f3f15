package org.gridmap.backend.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Credentials;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Serves streams of events, each on the virtual thread of its request. A stream ends when the
 * session ends, the right goes, the client leaves or the server stops; listening keeps no session
 * alive.
 */
@Component
public class EventStreams implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final long CHECK_MILLISECONDS = 1_000;

  /**
   * A page has two streams; one that the client closed is noticed at the second heartbeat after.
   */
  public static final int MOST_OF_ACCOUNT = 24;

  private static final int MOST = 2_000;

  private final List<Credentials> credentials;
  private final Map<String, Set<Listening>> topics = new ConcurrentHashMap<>();
  private final Map<Long, AtomicInteger> ofAccount = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();
  private volatile boolean running;

  EventStreams(List<Credentials> credentials) {
    this.credentials = credentials;
  }

  /** What one stream tells. */
  public interface Source {
    /**
     * Sends the event {@code revision} at the beginning and whenever a number is another one.
     *
     * @param number the number at this moment
     */
    static Source ofRevision(LongSupplier number) {
      AtomicLong told = new AtomicLong(-1);
      return out -> {
        long now = number.getAsLong();
        if (told.getAndSet(now) != now) {
          out.send("revision", Long.toString(now), "{\"revision\":" + now + "}");
        }
        return true;
      };
    }

    /**
     * Sends what is new: when the stream begins, after each notification of its topic, and at
     * intervals.
     *
     * @return false to end the stream, such as when the scope is gone
     * @throws IOException if the client is gone
     */
    boolean advance(EventWriter out) throws IOException;

    /** Called now and then while the stream lives; what is stored about it is renewed here. */
    default void alive() {}

    /** Called once when the stream is over. */
    default void ended() {}
  }

  /** One stream that waits. */
  private static final class Listening {
    final Semaphore rings = new Semaphore(0);
  }

  /** Wakes the streams of a topic on this server. */
  public void ring(String topic) {
    topics.getOrDefault(topic, Set.of()).forEach(one -> one.rings.release());
  }

  /** Wakes all streams whose topic begins like that. */
  public void ringAll(String beginning) {
    topics.keySet().stream().filter(topic -> topic.startsWith(beginning)).forEach(this::ring);
  }

  /**
   * Serves a stream until it ends; the caller's thread is its own.
   *
   * @param topic what wakes it
   * @param anyOf rights of which the listener keeps needing one
   * @throws ProblemException {@code rate-limited} where somebody has too many open
   */
  public void serve(
      HttpServletRequest request,
      HttpServletResponse response,
      String topic,
      Set<Right> anyOf,
      Source source)
      throws IOException {
    long account = CurrentUser.get().accountId();
    AtomicInteger own = ofAccount.computeIfAbsent(account, id -> new AtomicInteger());
    int ofAll = all.incrementAndGet();
    try {
      if (own.incrementAndGet() > MOST_OF_ACCOUNT || ofAll > MOST) {
        throw new ProblemException(
            AccessProblems.RATE_LIMITED, "Close another page that listens first.");
      }
      Listening listening = new Listening();
      topics.computeIfAbsent(topic, name -> ConcurrentHashMap.newKeySet()).add(listening);
      try {
        begin(response);
        follow(
            listening,
            new EventWriter(response.getOutputStream()),
            () -> isAllowed(request, account, anyOf),
            source);
      } finally {
        leave(topic, listening);
        source.ended();
      }
    } finally {
      all.decrementAndGet();
      own.decrementAndGet();
    }
  }

  private void leave(String topic, Listening listening) {
    topics.computeIfPresent(
        topic,
        (name, listeners) -> {
          listeners.remove(listening);
          return listeners.isEmpty() ? null : listeners;
        });
  }

  private static void begin(HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // A proxy that collects the answer before it sends it would send nothing.
    response.setHeader("X-Accel-Buffering", "no");
  }

  private void follow(
      Listening listening,
      EventWriter out,
      java.util.function.BooleanSupplier allowed,
      Source source) {
    try {
      out.comment("listening");
      long beat = System.nanoTime();
      boolean fresh = true;
      while (running && allowed.getAsBoolean()) {
        boolean due = System.nanoTime() - beat > HEARTBEAT.toNanos();
        if (fresh || due) {
          if (!source.advance(out)) {
            return;
          }
          if (due) {
            beat = System.nanoTime();
            source.alive();
            out.comment("");
          }
        }
        fresh = listening.rings.tryAcquire(CHECK_MILLISECONDS, TimeUnit.MILLISECONDS);
        listening.rings.drainPermits();
      }
    } catch (IOException e) {
      LOG.debug("A listener went away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The answer has begun: all that can be said is that it is over, and the page comes back.
      LOG.warn("A stream of events ended", e);
    }
  }

  private boolean isAllowed(HttpServletRequest request, long account, Set<Right> anyOf) {
    for (Credentials one : credentials) {
      @Nullable Caller caller = one.find(request).map(Credentials.SignedIn::caller).orElse(null);
      if (caller != null) {
        return caller.accountId() == account && anyOf.stream().anyMatch(caller::has);
      }
    }
    return false;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    topics.keySet().forEach(this::ring);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    // Ends before the web server waits for the requests that are still being answered.
    return Integer.MAX_VALUE;
  }
}
