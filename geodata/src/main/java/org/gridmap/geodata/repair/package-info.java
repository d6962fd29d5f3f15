/**
 * Repair of a layer of a file: the fixes of a plan, in the coordinates in which the layer was
 * drawn. What did not move keeps its coordinates bit for bit.
 */
@NullMarked
package org.gridmap.geodata.repair;

import org.jspecify.annotations.NullMarked;
