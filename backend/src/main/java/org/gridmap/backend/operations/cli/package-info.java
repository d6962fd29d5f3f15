/**
 * The Java side of {@code ./gridmap}: starts and stops the product, and runs the coverage check,
 * imports, verification of the audit log, the change of keys and the recovery of accounts from a
 * terminal.
 */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "audit",
      "audit :: cipher",
      "identity",
      "identity :: administration",
      "intake",
      "operations.cluster",
      "web"
    })
@NullMarked
package org.gridmap.backend.operations.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
