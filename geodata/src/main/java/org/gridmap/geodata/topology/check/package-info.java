/**
 * Checks whether a state is a partition: {@code LocalCheck} of what an operation touched, before it
 * is accepted; {@code FullCheck} of everything, by independent means.
 */
@NullMarked
package org.gridmap.geodata.topology.check;

import org.jspecify.annotations.NullMarked;
