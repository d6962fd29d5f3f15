package org.gridmap.backend.identity;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Says when what is remembered of an account is no longer true: in this process before the change's
 * author goes on, in others as soon as the database tells them.
 */
@Component
public class AccountChanges {
  /** Stands for every account. */
  static final long EVERY_ACCOUNT = -1;

  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean heard;

  /** Adds a listener, which is given the account, or a negative number for all of them. */
  public void onChange(LongConsumer listener) {
    listeners.add(listener);
  }

  /** To be called by whoever changes rights, sessions or tokens of an account. */
  public void changed(long account) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              tell(account);
            }
          });
    } else {
      tell(account);
    }
  }

  /** Whether changes of other processes are heard; while they are not, nothing is remembered. */
  boolean isHeard() {
    return heard;
  }

  void setHeard(boolean heard) {
    this.heard = heard;
    tell(EVERY_ACCOUNT);
  }

  void tell(long account) {
    listeners.forEach(listener -> listener.accept(account));
  }
}
