/**
 * Lines in the plane on a lattice: points compared exactly, segments that meet in their ends only,
 * and the faces between them. Depends on no notion of a grid.
 */
@NullMarked
package org.gridmap.geodata.plane;

import org.jspecify.annotations.NullMarked;
