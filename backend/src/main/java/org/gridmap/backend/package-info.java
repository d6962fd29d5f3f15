/** Stores, guards and serves the grid map. Each sub-package is one module. */
@NullMarked
package org.gridmap.backend;

import org.jspecify.annotations.NullMarked;
