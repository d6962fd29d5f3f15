/**
 * The Java side of {@code ./gridmap}: starts and stops the product, and runs the coverage doctor,
 * imports, verification of the audit log and the change of keys from a terminal.
 */
@ApplicationModule(
    allowedDependencies = {"access", "audit", "bench", "cipher", "cluster", "intake", "web"})
@NullMarked
package org.gridmap.backend.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
