package org.gridmap.geodata.coverage.arrangement;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A fixed number of threads that share out numbered work; with one thread nothing is started. */
public final class Workers implements AutoCloseable {
  private final int threads;
  private final @Nullable ExecutorService pool;

  /** Work on the numbers from a start to before an end. */
  @FunctionalInterface
  public interface Range {
    /** Does the work of one range; may be called by several threads at once. */
    void run(int start, int end);
  }

  /**
   * @param threads how many threads may work, the calling one included
   */
  public Workers(int threads) {
    this.threads = threads;
    this.pool =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1, Thread.ofPlatform().daemon().name("coverage-", 1).factory());
  }

  /** How many threads may work. */
  public int threads() {
    return threads;
  }

  /** Does the work on 0 … n − 1 in pieces of the given size and returns when all of it is done. */
  public void share(int n, int piece, Range work) {
    if (pool == null || n <= piece) {
      if (n > 0) {
        work.run(0, n);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable loop =
        () -> {
          for (int start = next.getAndAdd(piece); start < n && start >= 0; ) {
            work.run(start, Math.min(n, start + piece));
            start = next.getAndAdd(piece);
          }
        };
    List<Future<?>> others = new ArrayList<>();
    for (int t = 1; t < threads; t++) {
      others.add(pool.submit(loop));
    }
    loop.run();
    for (Future<?> other : others) {
      await(other);
    }
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the coverage check was interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a worker of the coverage check failed", failed.getCause());
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}
