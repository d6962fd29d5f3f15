/** How the corners of a geometry are read and moved, whatever kind of sequence they lie in. */
@NullMarked
package org.gridmap.geodata.corner;

import org.jspecify.annotations.NullMarked;
