/**
 * The Java side of {@code ./gridmap}: starts and stops the product, and runs the coverage doctor,
 * imports, verification of the audit log, the change of keys and the recovery of accounts from a
 * terminal.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "account",
      "administration",
      "audit",
      "bench",
      "cipher",
      "cluster",
      "intake",
      "web"
    })
@NullMarked
package org.gridmap.backend.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
