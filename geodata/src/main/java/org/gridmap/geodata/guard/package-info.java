/**
 * Validation of incoming geometry: limits, finite numbers, range and axis order, validity, and a
 * budget for the crossings that a geometry may have with its neighbours.
 */
@NullMarked
package org.gridmap.geodata.guard;

import org.jspecify.annotations.NullMarked;
