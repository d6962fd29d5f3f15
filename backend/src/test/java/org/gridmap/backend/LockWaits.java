package org.gridmap.backend;

import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Waits until others wait for a lock of the database. */
public final class LockWaits {
  private LockWaits() {}

  /** Until so many sessions wait; for twenty seconds at most. */
  public static void await(JdbcClient jdbc, int sessions) {
    for (int i = 0; i < 400; i++) {
      if (jdbc.sql("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
              .query(Integer.class)
              .single()
          >= sessions) {
        return;
      }
      LockSupport.parkNanos(50_000_000);
    }
    throw new AssertionError("nobody waits");
  }
}
