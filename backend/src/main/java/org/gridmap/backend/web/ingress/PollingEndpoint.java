package org.gridmap.backend.web.ingress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tomcat.util.http.FastHttpDateFormat;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.gridmap.backend.web.ingress.ReadyAnswers.ReadyAnswer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tomcat's connections, with a look at each request before a worker thread is woken for it: if
 * {@link ReadyAnswers} has its answer, the poller thread writes it itself. In every other case the
 * bytes stay in the buffer of the connection, where Tomcat reads first, and nothing else changes.
 */
final class PollingEndpoint extends NioEndpoint {
  /** What decides about requests before they are given to the container. */
  record Early(HostValve gate, ReadyAnswers answers, byte[] start) {
    Early(HostValve gate, ReadyAnswers answers) {
      this(gate, answers, ("GET " + answers.pathPrefix()).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(PollingEndpoint.class);

  private volatile @Nullable Early early;

  void setEarly(Early early) {
    this.early = early;
  }

  @Override
  public boolean processSocket(
      SocketWrapperBase<NioChannel> connection, SocketEvent event, boolean dispatch) {
    return (event == SocketEvent.OPEN_READ
            && dispatch
            && connection instanceof NioSocketWrapper between
            && isAnswered(between))
        || super.processSocket(connection, event, dispatch);
  }

  /** Whether a request was there and was answered. */
  private boolean isAnswered(NioSocketWrapper connection) {
    Early here = early;
    ReentrantLock lock = connection.getLock();
    // A connection with a processor, or held by a thread, is in the middle of something.
    if (here == null
        || isSSLEnabled()
        || paused
        || connection.getCurrentProcessor() != null
        || lock.isHeldByCurrentThread()
        || !lock.tryLock()) {
      return false;
    }
    try {
      if (connection.isClosed()) {
        return false;
      }
      ByteBuffer read = read(connection);
      ByteBuffer[] answer = find(here, connection, read);
      if (answer == null) {
        return false;
      }
      read.position(read.limit());
      write(connection, answer);
      return true;
    } catch (IOException e) {
      // Tomcat meets it too, and closes the connection as it does always.
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** What arrived so far, without waiting; it stays there. */
  private static ByteBuffer read(NioSocketWrapper connection) throws IOException {
    SocketBufferHandler buffers = connection.getSocketBufferHandler();
    buffers.configureReadBufferForWrite();
    try {
      connection.getSocket().read(buffers.getReadBuffer());
      connection.updateLastRead();
    } finally {
      buffers.configureReadBufferForRead();
    }
    return buffers.getReadBuffer();
  }

  private ByteBuffer @Nullable [] find(Early here, NioSocketWrapper connection, ByteBuffer read) {
    if (!startsWith(read, here.start())) {
      return null;
    }
    byte[] bytes = new byte[read.remaining()];
    read.get(read.position(), bytes);
    PlainRequest request = PlainRequest.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    if (request == null || !here.gate().admits(request, connection.getRemoteAddr())) {
      return null;
    }
    try {
      ReadyAnswer answer = here.answers().find(request);
      return answer == null ? null : parts(answer, lastHeaders(request));
    } catch (RuntimeException e) {
      LOG.error("A ready answer was not found", e);
      return null;
    }
  }

  private static boolean startsWith(ByteBuffer read, byte[] start) {
    if (read.remaining() < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (read.get(read.position() + i) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** The headers that tell the time and what becomes of the connection, as Tomcat writes them. */
  private byte[] lastHeaders(PlainRequest request) {
    String time = "Date: " + FastHttpDateFormat.getCurrentDate() + "\r\n";
    int seconds = getKeepAliveTimeout() / 1000;
    String kept =
        request.header("Connection") == null
            ? ""
            : "Keep-Alive: timeout=" + seconds + "\r\nConnection: keep-alive\r\n";
    return (time + kept + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** All headers, which are short, and the body, if there is one. */
  private static ByteBuffer[] parts(ReadyAnswer answer, byte[] lastHeaders) {
    ByteBuffer head =
        ByteBuffer.allocate(answer.head().remaining() + lastHeaders.length)
            .put(answer.head())
            .put(lastHeaders)
            .flip();
    ByteBuffer body = answer.body();
    return body.hasRemaining() ? new ByteBuffer[] {head, body} : new ByteBuffer[] {head};
  }

  private void write(NioSocketWrapper connection, ByteBuffer[] answer) {
    try {
      if (answer.length == 1) {
        connection.getSocket().write(answer[0]);
      } else {
        connection.getSocket().write(answer, 0, answer.length);
      }
      connection.updateLastWrite();
      if (answer[answer.length - 1].hasRemaining()) {
        // A client that reads slowly gets a thread of its own, with the usual timeouts.
        getExecutor().execute(() -> writeRest(connection, answer));
        return;
      }
      listen(connection);
    } catch (IOException | RejectedExecutionException e) {
      connection.close();
    }
  }

  private void writeRest(NioSocketWrapper connection, ByteBuffer[] answer) {
    connection.getLock().lock();
    try {
      for (ByteBuffer part : answer) {
        connection.write(true, part);
      }
      connection.flush(true);
      listen(connection);
    } catch (IOException e) {
      connection.close();
    } finally {
      connection.getLock().unlock();
    }
  }

  private void listen(NioSocketWrapper connection) {
    connection.setReadTimeout(getKeepAliveTimeout());
    connection.registerReadInterest();
  }
}
