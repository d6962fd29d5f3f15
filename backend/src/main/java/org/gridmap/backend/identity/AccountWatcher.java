package org.gridmap.backend.identity;

import org.gridmap.backend.sql.NotificationListener;
import org.springframework.stereotype.Component;

/**
 * Follows the notifications about accounts that other processes changed. While it is not connected,
 * rights are read from the database for every request, so that a right taken away elsewhere ends
 * here as well.
 */
@Component
class AccountWatcher implements NotificationListener.Follower {
  private final AccountChanges changes;

  AccountWatcher(NotificationListener notifications, AccountChanges changes) {
    this.changes = changes;
    notifications.follow("gridmap_account", this);
  }

  @Override
  public void catchUp() {
    changes.setHeard(true);
  }

  @Override
  public void heard(String payload) {
    changes.tell(Long.parseLong(payload));
  }

  @Override
  public void deaf() {
    changes.setHeard(false);
  }
}
