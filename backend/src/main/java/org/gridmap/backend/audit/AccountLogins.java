package org.gridmap.backend.audit;

import java.util.Map;
import java.util.Set;

/** Knows what the accounts are called that the log keeps by number. */
public interface AccountLogins {
  /** Logins by number of the account; numbers of no account are left out. */
  Map<Long, String> findLogins(Set<Long> accounts);
}
