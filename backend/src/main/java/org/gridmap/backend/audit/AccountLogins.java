package org.gridmap.backend.audit;

import java.util.Map;
import java.util.Set;

/**
 * Finds the logins of accounts, which the log names by number; implemented where accounts are
 * stored.
 */
public interface AccountLogins {
  /** Logins by number of the account; numbers of no account are left out. */
  Map<Long, String> findLogins(Set<Long> accounts);
}
