package org.gridmap.backend.audit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Anchors the audit log at the configured interval while the server runs, and once more when it
 * stops.
 */
@Component
class AnchorScheduler implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(AnchorScheduler.class);

  private final AuditVerification verification;
  private final Duration every;
  private @Nullable CountDownLatch stopped;
  private @Nullable Thread worker;

  AnchorScheduler(AuditVerification verification, AuditProperties properties) {
    this.verification = verification;
    this.every = properties.audit().anchorEvery();
  }

  @Override
  public synchronized void start() {
    CountDownLatch end = new CountDownLatch(1);
    stopped = end;
    worker = Thread.ofVirtual().name("audit anchors").start(() -> work(end));
  }

  private void work(CountDownLatch end) {
    try {
      while (!end.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        anchor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void anchor() {
    try {
      verification.anchor();
    } catch (Exception e) {
      LOG.error("The audit log could not be anchored: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void stop() {
    if (stopped != null && worker != null) {
      stopped.countDown();
      try {
        worker.join(Duration.ofSeconds(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      anchor();
    }
    stopped = null;
    worker = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return worker != null;
  }

  /** Small: stops after the web server, whose last requests still leave entries. */
  @Override
  public int getPhase() {
    return 0;
  }
}
