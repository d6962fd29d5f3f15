package org.gridmap.geodata.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A buffered window of a file that moves forward with what is read. Never more is allocated than
 * the file holds, whatever lengths the file claims.
 */
final class FileWindow implements Closeable {
  private static final int WINDOW_BYTES = 1 << 18;

  private final FileChannel channel;
  private final long size;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long start;

  FileWindow(Path file) throws IOException {
    channel = FileChannel.open(file);
    size = channel.size();
  }

  /** Size of the file in bytes. */
  long size() {
    return size;
  }

  /** Whether the file holds so many bytes from an offset on. */
  boolean holds(long offset, long bytes) {
    return offset >= 0 && bytes >= 0 && offset <= size && bytes <= size - offset;
  }

  /**
   * Bytes of the file in memory, little-endian; good until the next call.
   *
   * @return a buffer of the window that stands on the offset
   * @throws EOFException when the file does not hold them
   */
  ByteBuffer at(long offset, int bytes) throws IOException {
    if (offset < start || offset + bytes > start + window.limit()) {
      if (!holds(offset, bytes)) {
        throw new EOFException();
      }
      move(offset, (int) Math.min(size - offset, Math.max(bytes, WINDOW_BYTES)));
    }
    return window.position((int) (offset - start));
  }

  private void move(long offset, int bytes) throws IOException {
    if (window.capacity() < bytes) {
      window = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
    window.clear().limit(bytes);
    start = offset;
    while (window.hasRemaining()) {
      if (channel.read(window, offset + window.position()) < 0) {
        window.clear().limit(0);
        throw new EOFException();
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
