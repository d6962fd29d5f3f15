package org.gridmap.backend.map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.gridmap.backend.live.MapChange;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.springframework.util.unit.DataSize;

/**
 * Finished pieces of the map, up to a number of bytes. A piece wanted by many is drawn once. When
 * the map changes, the pieces that meet the change go, and so do those that are being drawn: a
 * drawing that began before the change answers those who asked before it, and is not kept.
 *
 * @param <K> what a piece is kept under
 */
public class PieceCache<K extends PieceCache.Piece> {
  /** What names a piece of the map. */
  public interface Piece {
    /** Where it lies. */
    Envelope degrees();
  }

  /** What is drawn beyond the edge of a piece, as a share of its side. */
  private static final double MARGIN = 1.0 / 32;

  private final Cache<K, TileAnswer> finished;
  private final Map<K, CompletableFuture<TileAnswer>> drawing = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore turns;
  private final long patienceMillis;
  private final Function<K, byte[]> draw;

  /**
   * An empty cache.
   *
   * @param most memory for finished pieces
   * @param atOnce pieces drawn at the same time
   * @param patience how long a request waits for its turn
   * @param draw draws a piece; empty if nothing lies in it
   */
  protected PieceCache(DataSize most, int atOnce, Duration patience, Function<K, byte[]> draw) {
    this.draw = draw;
    turns = new Semaphore(atOnce, true);
    patienceMillis = patience.toMillis();
    finished =
        Caffeine.newBuilder()
            .maximumWeight(most.toBytes())
            .weigher((K key, TileAnswer tile) -> tile.weight())
            .build();
  }

  /** A piece that is finished already. */
  @Nullable TileAnswer find(K key) {
    return finished.getIfPresent(key);
  }

  /**
   * The piece, drawn if need be.
   *
   * @throws ProblemException if too many are waiting to be drawn
   */
  public TileAnswer get(K key) {
    TileAnswer known = finished.getIfPresent(key);
    if (known != null) {
      return known;
    }
    CompletableFuture<TileAnswer> mine = new CompletableFuture<>();
    CompletableFuture<TileAnswer> running;
    lock.lock();
    try {
      // Between the first look and the lock another request may have finished it.
      known = finished.getIfPresent(key);
      if (known != null) {
        return known;
      }
      running = drawing.putIfAbsent(key, mine);
    } finally {
      lock.unlock();
    }
    if (running != null) {
      return await(running);
    }
    try {
      TileAnswer drawn = new TileAnswer(drawInTurn(key));
      finish(key, mine, drawn);
      mine.complete(drawn);
      return drawn;
    } catch (Throwable e) {
      finish(key, mine, null);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** Forgets every piece that meets one of the changes. */
  protected final void forget(List<MapChange> changes) {
    lock.lock();
    try {
      if (changes.stream().anyMatch(change -> change.envelope() == null)) {
        drawing.clear();
        finished.invalidateAll();
        return;
      }
      drawing.keySet().removeIf(key -> isMet(key, changes));
      finished.asMap().keySet().removeIf(key -> isMet(key, changes));
    } finally {
      lock.unlock();
    }
  }

  private static boolean isMet(Piece piece, List<MapChange> changes) {
    Envelope box = piece.degrees();
    box.expandBy(box.getWidth() * MARGIN, box.getHeight() * MARGIN);
    for (MapChange change : changes) {
      Envelope envelope = change.envelope();
      if (envelope == null || envelope.intersects(box)) {
        return true;
      }
    }
    return false;
  }

  private void finish(K key, CompletableFuture<TileAnswer> mine, @Nullable TileAnswer drawn) {
    lock.lock();
    try {
      // If a change removed the drawing meanwhile, it shows the map of before: not kept.
      if (drawing.remove(key, mine) && drawn != null) {
        finished.put(key, drawn);
      }
    } finally {
      lock.unlock();
    }
  }

  private byte[] drawInTurn(K key) {
    try {
      if (!turns.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return draw.apply(key);
    } finally {
      turns.release();
    }
  }

  private static TileAnswer await(CompletableFuture<TileAnswer> running) {
    try {
      return running.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static ProblemException busy() {
    return new ProblemException(
        WebProblems.OVERLOADED, "Too many tiles are being drawn. Try again in a few seconds.");
  }
}
