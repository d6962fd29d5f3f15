package org.gridmap.backend.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gridmap.backend.sql.DatabaseHealth;
import org.gridmap.backend.web.DatabaseFailure;
import org.gridmap.backend.web.ProblemWriter;
import org.gridmap.backend.web.WebProblems;

/**
 * Frees requests that wait for a database which has stopped answering, and tells their clients to
 * come back. What needs no database, such as a tile in memory, is answered as ever.
 */
final class DatabaseGuard implements Filter {
  /** How long a request may work while the database is silent. */
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private static final String EVENTS = "text/event-stream";

  private final Set<Request> running = ConcurrentHashMap.newKeySet();
  private final DatabaseHealth health;
  private final ProblemWriter problems;

  DatabaseGuard(DatabaseHealth health, ProblemWriter problems) {
    this.health = health;
    this.problems = problems;
    health.whileSilent(() -> running.forEach(Request::free));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse answer = (HttpServletResponse) response;
    Request own = new Request(Thread.currentThread(), System.nanoTime());
    running.add(own);
    try {
      chain.doFilter(request, new Answer(answer, own));
    } catch (IOException | ServletException | RuntimeException e) {
      if (!own.freed && !DatabaseFailure.isLostConnection(e) && health.isAnswering()) {
        throw e;
      }
      own.failed = true;
    } finally {
      running.remove(own);
      own.end();
    }
    if (own.failed || (own.freed && answer.getStatus() >= 500)) {
      problems.write(answer, WebProblems.DEPENDENCY_UNAVAILABLE, "Try again in a few seconds.");
    }
  }

  /**
   * Once an answer is being written its request is not interrupted any more: Tomcat hangs up on an
   * interrupted thread that writes. A stream of events goes on reading; it may end at any time, and
   * its page comes back.
   */
  private static final class Answer extends HttpServletResponseWrapper {
    private final Request request;

    Answer(HttpServletResponse response, Request request) {
      super(response);
      this.request = request;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      begin();
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      begin();
      return super.getWriter();
    }

    private void begin() {
      String type = getContentType();
      if (type == null || !type.startsWith(EVENTS)) {
        request.end();
      }
    }
  }

  /** A request at work. */
  private static final class Request {
    private final Thread thread;
    private final long begun;
    private boolean over;
    private volatile boolean freed;
    private boolean failed;

    Request(Thread thread, long begun) {
      this.thread = thread;
      this.begun = begun;
    }

    /** An interrupt ends the wait of a virtual thread for a socket, and for a pool. */
    synchronized void free() {
      if (!over && System.nanoTime() - begun > PATIENCE.toNanos()) {
        freed = true;
        thread.interrupt();
      }
    }

    /** From here on nobody interrupts the thread, and nobody has. */
    synchronized void end() {
      over = true;
      if (freed) {
        Thread.interrupted();
      }
    }
  }
}
