package org.gridmap.backend.live;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes the log of changes, in the caller's transaction. */
@Component
public class MapChanges {
  private final JdbcClient jdbc;
  private final Revision revision;

  MapChanges(JdbcClient jdbc, Revision revision) {
    this.jdbc = jdbc;
    this.revision = revision;
  }

  /**
   * Says that a layer changed. When the transaction commits, this process forgets what it kept of
   * the area before the caller goes on; other processes follow by themselves.
   *
   * @param layer grid, house, road or finding
   * @param area degrees, longitude first; null means everywhere; an empty one means nothing
   */
  public void record(String layer, @Nullable Envelope area) {
    if (area != null && area.isNull()) {
      return;
    }
    if (area == null) {
      jdbc.sql("INSERT INTO map_change (layer) VALUES (?)").param(layer).update();
    } else {
      // The log wants a polygon, also of a single point.
      double margin = 1e-9;
      jdbc.sql(
              "INSERT INTO map_change (layer, envelope)"
                  + " VALUES (?, ST_MakeEnvelope(?, ?, ?, ?, 4490))")
          .params(
              layer,
              area.getMinX() - margin,
              area.getMinY() - margin,
              area.getMaxX() + margin,
              area.getMaxY() + margin)
          .update();
    }
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              // After completion, not after commit: the connection is back in the pool by then.
              if (status != STATUS_ROLLED_BACK) {
                revision.advance();
              }
            }
          });
    } else {
      revision.advance();
    }
  }

  /** The number of changes so far, as all committed transactions left it. */
  public long latest() {
    revision.advance();
    return revision.current();
  }
}
