/**
 * From polygons that were drawn one by one to one plane: corners that almost meet are made to meet,
 * borders that cross are cut, and each face gets the list of its claimants.
 */
@NullMarked
package org.gridmap.geodata.topology.build;

import org.jspecify.annotations.NullMarked;
