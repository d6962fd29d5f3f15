/**
 * The operations. Each writes through the undo journal of the state; what it wrote is cleaned up
 * and checked, and a refused operation is rolled back.
 */
@NullMarked
package org.gridmap.geodata.topology.edit;

import org.jspecify.annotations.NullMarked;
