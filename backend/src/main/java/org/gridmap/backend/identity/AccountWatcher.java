package org.gridmap.backend.identity;

import org.gridmap.backend.sql.NotificationListener;
import org.springframework.stereotype.Component;

/**
 * Hears which accounts other processes changed. While it is deaf, rights are read for every
 * request, so that one taken away elsewhere never lives on here.
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
