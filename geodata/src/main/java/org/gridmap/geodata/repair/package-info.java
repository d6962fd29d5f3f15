/**
 * Repair of a layer as a file has it: the fixes of a plan, in the coordinates in which the layer
 * was drawn. What did not move keeps its coordinates bit for bit.
 */
@NullMarked
package org.gridmap.geodata.repair;

import org.jspecify.annotations.NullMarked;
