/** Measures the product against references in the same run; for people, not for the product. */
@NullMarked
package org.gridmap.backend.bench;

import org.jspecify.annotations.NullMarked;
