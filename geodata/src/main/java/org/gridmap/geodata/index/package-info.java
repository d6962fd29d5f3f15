/** Finding boxes near a place, in plain arrays. */
@NullMarked
package org.gridmap.geodata.index;

import org.jspecify.annotations.NullMarked;
