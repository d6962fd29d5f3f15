package org.gridmap.backend.operations.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A lock between processes: one at a time starts or stops what belongs to an installation. The
 * operating system frees it when its process ends in whatever way, so a killed command never locks
 * anybody out.
 */
public final class HomeLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long PAUSE_MILLISECONDS = 100;

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param name what is locked; locks of different names do not know of each other
   * @param waiting told once when somebody else has it
   * @throws ClusterException when it does not come free within ten minutes
   */
  public static HomeLock take(Path home, String name, Runnable waiting) {
    try {
      Files.createDirectories(home);
      FileChannel channel =
          FileChannel.open(
              home.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      boolean told = false;
      while (tryLock(channel) == null) {
        if (!told) {
          waiting.run();
          told = true;
        }
        if (System.nanoTime() > deadline) {
          channel.close();
          throw new ClusterException(
              "Another command has been starting or stopping " + home + " for ten minutes.");
        }
        Thread.sleep(PAUSE_MILLISECONDS);
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for another command", e);
    }
  }

  /** A file lock belongs to the whole process: a second thread of it must be told no, too. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
