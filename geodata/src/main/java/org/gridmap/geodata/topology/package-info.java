/**
 * A division of land as a planar partition: nodes, edges and the leaf grids on their two sides.
 * What is changed here is changed for both neighbours and at every level at once, so that neither a
 * gap nor an overlap can come into being.
 */
@NullMarked
package org.gridmap.geodata.topology;

import org.jspecify.annotations.NullMarked;
