/**
 * The data of a partition: edges, grids and open land, indexes over them, their hash and their
 * serialised form. It stores what it is given; {@code check} decides whether that is a partition.
 */
@NullMarked
package org.gridmap.geodata.topology.state;

import org.jspecify.annotations.NullMarked;
