/**
 * What a partition knows: edges, grids and open land, what can be looked up about them, their hash
 * and their bytes. It takes what it is given; whether that is a partition is asked elsewhere.
 */
@NullMarked
package org.gridmap.geodata.topology.state;

import org.jspecify.annotations.NullMarked;
