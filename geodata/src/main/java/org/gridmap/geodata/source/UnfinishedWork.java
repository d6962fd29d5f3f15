package org.gridmap.geodata.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Registers what a killed process would leave behind, so that it can be removed: folders of
 * temporary files, children that fill them, and files on the way to their place. Whoever ends the
 * process calls {@link #abandon}.
 */
public final class UnfinishedWork {
  private static final Set<Path> FOLDERS = new HashSet<>();
  private static final Set<Process> CHILDREN = new HashSet<>();
  private static final ReentrantLock PLACING = new ReentrantLock();
  private static final int PATIENCE_SECONDS = 10;

  private static boolean abandoned;

  private UnfinishedWork() {}

  /** Writes files. */
  @FunctionalInterface
  public interface Writing {
    void run() throws IOException;
  }

  /** Writes one file. */
  @FunctionalInterface
  public interface Content {
    void write(Path file) throws IOException;
  }

  /** A new folder for temporary files; {@link #delete} ends it. */
  static synchronized Path folder() throws UnreadableFileException {
    if (abandoned) {
      throw new UnreadableFileException("import-rejected", "The reading was interrupted.");
    }
    try {
      Path folder = Files.createTempDirectory("gridmap-read-").toRealPath();
      FOLDERS.add(folder);
      return folder;
    } catch (IOException e) {
      throw new UnreadableFileException("storage-full", "There is no room for temporary files.");
    }
  }

  /** Deletes a folder with everything in it. */
  static synchronized void delete(Path folder) {
    FOLDERS.remove(folder);
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary folder cannot be deleted", e);
    }
  }

  /** Notes a child until it is {@link #ended}. */
  static synchronized void started(Process child) {
    CHILDREN.add(child);
    if (abandoned) {
      child.destroyForcibly();
    }
  }

  /** Ends a child that may have ended already. */
  static synchronized void ended(Process child) {
    CHILDREN.remove(child);
    child.destroyForcibly();
  }

  /** Puts files in their places that belong together; the process does not end in between. */
  static void placeTogether(Writing writing) throws IOException {
    PLACING.lock();
    try {
      writing.run();
    } finally {
      PLACING.unlock();
    }
  }

  /** Writes a file that stands in its place whole or not at all; it may replace another. */
  public static void place(Path target, Content content) throws IOException {
    Path aside = target.resolveSibling(target.getFileName() + ".part");
    placeTogether(() -> {
      try {
        content.write(aside);
        Files.move(
            aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(aside);
      }
    });
  }

  /**
   * Waits for files on the way to their place and lets no more begin, ends the children, deletes
   * the folders. Nothing can be read or written here afterwards.
   */
  public static void abandon() {
    try {
      if (!PLACING.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("A file could not be put in its place in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (UnfinishedWork.class) {
      abandoned = true;
      CHILDREN.forEach(Process::destroyForcibly);
      CHILDREN.forEach(
          child -> child.onExit().orTimeout(2, TimeUnit.SECONDS).exceptionally(e -> child).join());
      for (Path folder : List.copyOf(FOLDERS)) {
        try {
          delete(folder);
        } catch (UncheckedIOException e) {
          System.err.println("The temporary folder " + folder + " could not be deleted.");
        }
      }
    }
  }
}
