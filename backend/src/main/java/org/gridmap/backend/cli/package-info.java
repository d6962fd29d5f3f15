/**
 * The Java side of {@code ./gridmap}: starts and stops the product, and runs the coverage doctor
 * and imports from a terminal.
 */
@ApplicationModule(allowedDependencies = {"administration", "bench", "cluster", "intake"})
@NullMarked
package org.gridmap.backend.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
