/**
 * Lines in the plane on a lattice: points that are equal or not, segments that meet in their ends
 * only, and the faces between them. Knows no grid.
 */
@NullMarked
package org.gridmap.geodata.plane;

import org.jspecify.annotations.NullMarked;
