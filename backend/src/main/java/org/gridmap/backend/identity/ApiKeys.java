package org.gridmap.backend.identity;

import java.util.Optional;
import org.gridmap.backend.access.Caller;

/** Recognises programs that report events, by a key that they send among their parameters. */
public interface ApiKeys {

  /**
   * On whose behalf a program reports: with the right to report and no other.
   *
   * @param key the key as it was sent
   * @return empty for a key that is none, has ended or is for something else, and where its owner
   *     may not report himself
   */
  Optional<Caller> find(String key);
}
