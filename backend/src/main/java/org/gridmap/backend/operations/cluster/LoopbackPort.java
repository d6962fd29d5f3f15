package org.gridmap.backend.operations.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** Ports of 127.0.0.1. */
final class LoopbackPort {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private LoopbackPort() {}

  /** A port that nobody uses at this moment. */
  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether a port is free, or comes free while one waits. */
  static boolean comesFree(int port, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isFree(port)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause(PAUSE);
    }
    return true;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while the database was starting", e);
    }
  }
}
