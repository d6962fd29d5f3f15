/**
 * The arrangement of border lines in the plane: equal edges cancel, what remains is noded, and the
 * faces between the lines say how many grids lie on top of one another there.
 */
@NullMarked
package org.gridmap.geodata.coverage.arrangement;

import org.jspecify.annotations.NullMarked;
