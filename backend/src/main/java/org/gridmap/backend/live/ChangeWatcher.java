package org.gridmap.backend.live;

import org.gridmap.backend.sql.NotificationListener;
import org.springframework.stereotype.Component;

/**
 * Reads the log of map changes whenever the database notifies of changes that another process
 * committed.
 */
@Component
class ChangeWatcher implements NotificationListener.Follower {
  private final Revision revision;

  ChangeWatcher(NotificationListener notifications, Revision revision) {
    this.revision = revision;
    notifications.follow("gridmap_change", this);
  }

  @Override
  public void catchUp() {
    revision.advance();
  }

  @Override
  public void heard(String payload) {
    revision.advance();
  }
}
