/**
 * The operations. Each writes into the journal of the state, is tidied and checked where it wrote,
 * and is either whole or as if it had never been.
 */
@NullMarked
package org.gridmap.geodata.topology.edit;

import org.jspecify.annotations.NullMarked;
