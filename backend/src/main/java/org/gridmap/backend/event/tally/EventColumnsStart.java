package org.gridmap.backend.event.tally;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the columns before the server answers anybody: the first question would read them all while
 * everybody else waits.
 */
@Component
@ConditionalOnWebApplication
class EventColumnsStart implements SmartLifecycle {
  private final EventColumns columns;
  private final TransactionTemplate transactions;
  private volatile boolean running;

  EventColumnsStart(EventColumns columns, TransactionTemplate transactions) {
    this.columns = columns;
    this.transactions = transactions;
  }

  @Override
  public void start() {
    transactions.executeWithoutResult(status -> columns.read());
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
  }
}
